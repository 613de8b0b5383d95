"""Reports and JupyterLab in a real browser."""

from __future__ import annotations

import contextlib
import os
import shutil
import socket
import subprocess
import sys
import time
from pathlib import Path

import nbformat
import pytest

BROWSER = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
pytestmark = pytest.mark.skipif(BROWSER is None, reason="no Chromium on this machine; on Debian and Ubuntu: apt-get install chromium")
ROOT = Path(__file__).parents[1]
OPTIONS = ["--no-sandbox", "--disable-dev-shm-usage", "--disable-background-networking", "--no-first-run", "--disable-sync"]


@pytest.fixture(scope="module")
def browser():
    sync_api = pytest.importorskip("playwright.sync_api")
    with sync_api.sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=BROWSER, args=OPTIONS)
        yield chromium
        chromium.close()


@pytest.mark.parametrize("width", [390, 1280], ids=["phone", "desktop"])
@pytest.mark.parametrize("page_name", ["index", "1_corpus", "2_sources", "4_frames", "5_language"])
def test_a_page_asks_nothing_of_the_outside_and_fits(browser, page_name, width):
    page = browser.new_page(viewport={"width": width, "height": 900})
    asked, faults = [], []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda fault: faults.append(str(fault)))
    page.goto((ROOT / "reports" / "teaching" / f"{page_name}.html").as_uri())
    assert [url for url in asked if not url.startswith(("file:", "data:"))] == []
    assert faults == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.close()


@pytest.fixture(scope="module")
def lab(tmp_path_factory):
    """A real JupyterLab on a copy of the notebooks, so that its autosave touches nothing."""
    folder = tmp_path_factory.mktemp("lab")
    for name in ("notebooks", "analysis/teaching", "seeds"):
        shutil.copytree(ROOT / name, folder / name)
    for path in (folder / "notebooks").glob("*.ipynb"):
        _strip(path)  # so that what the page shows is what it has just run
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    private = {f"JUPYTER_{kind}_DIR": str(folder / kind.lower()) for kind in ("CONFIG", "DATA", "RUNTIME")}
    command = [sys.executable, "-m", "jupyterlab", "--no-browser", "--ip=127.0.0.1", f"--port={port}", "--allow-root"]
    options = ["--IdentityProvider.token=t", f"--ServerApp.root_dir={folder}", "--LabApp.news_url="]
    with (folder / "lab.log").open("w") as log:
        server = subprocess.Popen([*command, *options], env={**os.environ, **private}, stdout=log, stderr=log)
    try:
        for _ in range(120):
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
                break
            time.sleep(0.5)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait(timeout=20)


def _strip(path):
    notebook = nbformat.read(path, 4)
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.execution_count, cell.outputs = None, []
    nbformat.write(notebook, path)


@pytest.mark.slow
def test_a_notebook_runs_in_jupyterlab_from_top_to_bottom(browser, lab):
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{lab}/lab/tree/notebooks/2_sources.ipynb?token=t&reset")
    page.wait_for_selector(".jp-Notebook .jp-Cell", timeout=60_000)
    page.wait_for_selector("text=Python 3 (ipykernel) | Idle", timeout=60_000)
    page.click(".lm-MenuBar-itemLabel:text-is('Run')")
    page.click(".lm-Menu-itemLabel:text-is('Run All Cells')")
    done = "() => [...document.querySelectorAll('.jp-CodeCell .jp-InputPrompt')].every(p => /\\[\\d+\\]/.test(p.textContent))"
    page.wait_for_function(done, timeout=120_000)
    page.wait_for_selector(".jp-Notebook-ExecutionIndicator[data-status='idle']", timeout=60_000)
    assert page.locator(".jp-OutputArea-output[data-mime-type*='stderr']").count() == 0
    assert page.locator(".jp-RenderedImage img").count() >= 1
    assert [url for url in asked if not url.startswith((lab, "data:", "blob:", lab.replace("http", "ws")))] == []
    if picture := os.environ.get("EVENHAND_SCREENSHOT"):
        page.screenshot(path=picture)
    page.close()
