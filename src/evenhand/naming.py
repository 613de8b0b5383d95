"""How those in the news are called: the form of each name, and the labels that stand beside it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt
import pandas as pd

from evenhand.corpus import Corpus
from evenhand.errors import ParameterError, require_columns
from evenhand.lexicons import Lexicon, find_terms, read_lexicon
from evenhand.spans import places
from evenhand.voices import with_voices
from evenhand.words import normal

Actors = Mapping[str, Sequence[str]]
Integers = npt.NDArray[np.int64]

NAME_COLUMNS = ["article_id", "sentence_id", "actor", "start", "end", "form", "voice", "quote_id", "part"]
LABEL_COLUMNS = [
    "article_id",
    "sentence_id",
    "actor",
    "start",
    "end",
    "term",
    "category",
    "relation",
    "name_start",
    "name_end",
    "voice",
    "quote_id",
    "part",
]
FORMS = ("full name", "title and name", "last word of the name")
_REACH = 4  # tokens behind a comma in which a label still belongs to the name: ", the embattled former minister"
# Behind a name stand things of its own ("the Quill regime", "Quill's cronies"); other labels there are of somebody else ("a Quill aide",
# "Quill's former adviser") or verbs ("Quill failed"). Of 9 such in a sample 9 were wrong.
_CLAUSE = {"that", "who", "which", "is", "was", "has", "had"}
_BEHIND = ("after", "owner")
_OF_ITS_OWN = "delegitimising"
_LONGEST_CHAIN = 4  # labels and titles that may stand in a row before a name


def find_names(corpus: Corpus, actors: Actors | None = None) -> pd.DataFrame:
    """Find every place where an actor is named, and in which form.

    Parameters
    ----------
    corpus
        Articles; without ``actors`` its sources are looked for, each in the articles where it speaks.
    actors
        ``{"government": ["Edda Corvell", "the Transport Ministry"]}``; looked for in all articles, as written here.

    Returns
    -------
    DataFrame
        One row per mention in reading order: ``article_id, sentence_id, actor, start, end, form`` (full name; title and name; last
        word of the name), ``voice, quote_id, part``.

    Raises
    ------
    ParameterError
        If there are neither actors nor sources.

    Notes
    -----
    A name counts where it is printed with a capital. Of sources the last word of the name counts too, unless two sources of an
    article share it. Pronouns and descriptions ("the minister") are not names.

    Examples
    --------
    >>> from evenhand.corpus import corpus_from
    >>> find_names(corpus_from("Ada Quill met Mr Marl."), {"a": ["Ada Quill"], "b": ["Marl"]})["form"].tolist()
    ['full name', 'title and name']
    """
    wanted = _wanted(corpus, actors)
    if wanted.empty:
        return with_voices(_no_names(corpus), corpus)[NAME_COLUMNS]
    terms = wanted["term"].drop_duplicates().sort_values()
    book = Lexicon("names", "", "", "", "", pd.DataFrame({"term": terms, "category": "name"}, dtype="str").reset_index(drop=True))
    found = find_terms(corpus.tokens, book).drop(columns="category")
    texts = corpus.articles["text"].to_numpy(object)[found["article_id"].cat.codes]
    capital = [text[start].isupper() for text, start in zip(texts, found["start"], strict=True)]
    found = found[np.array(capital, np.bool_)]
    found = found.assign(key=found["article_id"].astype(object) if actors is None else "")
    found = found.merge(wanted, on=["key", "term"], how="inner", sort=False).sort_values(["article_id", "start"], kind="stable")
    found["article_id"] = pd.Categorical(found["article_id"], corpus.articles["article_id"])
    titled = _has_title(found, corpus)
    form = np.where(titled, FORMS[1], np.where(found["term"].str.contains(" ", regex=False) | found["whole"], FORMS[0], FORMS[2]))
    return with_voices(found.assign(form=pd.array(form, "str")).reset_index(drop=True), corpus)[NAME_COLUMNS]


def find_naming(corpus: Corpus, actors: Actors | None = None, lexicon: Lexicon | str = "naming_words") -> pd.DataFrame:
    """Find the labels beside names: ``embattled`` Quill, the Quill ``regime``, the ``fortress city`` of Marl.

    Parameters
    ----------
    corpus, actors
        As in `find_names`.
    lexicon
        Words that label, by what they do to a standing.

    Returns
    -------
    DataFrame
        One row per label: ``article_id, sentence_id, actor, start, end`` (the label), ``term, category, relation`` (before, of, owner,
        after, apposition), ``name_start, name_end, voice, quote_id, part``. Rows in reading order.

    Notes
    -----
    A label counts where it stands directly before a name (other labels and titles may stand between), before ``of`` and the name, behind
    the name or its 's (there only those that deny standing), or within four tokens behind a comma that follows the name. Labels in
    other clauses are missed. Wrong mostly in lists ("Ada Quill, former mayor Marl"), and where a label is part of a job ("strategic
    partnership manager"); `accuracy` ("naming") says how often.

    Examples
    --------
    >>> from evenhand.corpus import corpus_from
    >>> corpus = corpus_from("The embattled Ada Quill met rebels. The Quill regime fell.")
    >>> find_naming(corpus, {"quill": ["Ada Quill", "Quill"]})[["term", "relation"]].to_numpy().tolist()
    [['embattled', 'before'], ['regime', 'after']]
    """
    book = lexicon if isinstance(lexicon, Lexicon) else read_lexicon(lexicon)
    names, labels = find_names(corpus, actors), find_terms(corpus.tokens, book)
    label_first, label_last = _rows(labels, corpus)
    name_first, name_last = _rows(names, corpus)
    pairs = [(_beside(label_first, label_last, name_first, name_last, how, corpus), how) for how in _RELATIONS]
    found = [(label, name, how) for rows, how in pairs for label, name in rows]
    table = pd.DataFrame(found, columns=["label", "name", "relation"])
    own = labels["category"].eq(_OF_ITS_OWN).to_numpy()[table["label"].to_numpy(np.intp)]
    others = _of_another(labels, names, table, corpus)
    table = table[(own | ~table["relation"].isin(_BEHIND)) & ~others].drop_duplicates("label").sort_values("label")
    rows = table["name"].to_numpy(np.intp)
    chosen = labels.iloc[table["label"].to_numpy(np.intp)].reset_index(drop=True)
    chosen = chosen.assign(relation=pd.array(table["relation"].to_numpy(object), "str"), actor=names["actor"].to_numpy(object)[rows])
    chosen = chosen.assign(name_start=names["start"].to_numpy()[rows], name_end=names["end"].to_numpy()[rows])
    return with_voices(chosen.astype({"actor": "str"}), corpus)[LABEL_COLUMNS]


def _of_another(labels: pd.DataFrame, names: pd.DataFrame, table: pd.DataFrame, corpus: Corpus) -> npt.NDArray[np.bool_]:
    """Mark the pairs that are none: ``former Quill speechwriter Marl`` labels Marl, ``polls show him leading Quill`` nobody."""
    label, name = table["label"].to_numpy(np.intp), table["name"].to_numpy(np.intp)
    _, label_last = _rows(labels, corpus)
    name_first, name_last = _rows(names, corpus)
    titles = np.zeros(len(corpus.tokens) + 1, np.bool_)
    titles[:-1] = _is(corpus, set(read_lexicon("titles").words() | read_lexicon("roles").words()))
    participle = labels["term"].str.endswith("ing").to_numpy(np.bool_)[label]
    before = table["relation"].eq("before").to_numpy() & (
        titles[name_last[name] + 1] | (participle & (name_first[name] == label_last[label] + 1))
    )
    # "Marl, leading ten states"; "Quill, who is under criminal investigation".
    clause = np.concatenate(([0], np.cumsum(_is(corpus, _CLAUSE))))
    label_first, _ = _rows(labels, corpus)
    opened = clause[label_first[label]] > clause[np.minimum(name_last[name] + 1, label_first[label])]
    apposition = table["relation"].eq("apposition").to_numpy()
    return before | (apposition & (opened | (participle & (label_first[label] == name_last[name] + 2))))


def _wanted(corpus: Corpus, actors: Actors | None) -> pd.DataFrame:
    """Return the names to look for: article (empty for all), term, actor, and whether it is the whole name."""
    if actors is not None:
        told = [(actor, normal(name).split()) for actor, names in actors.items() for name in names]
        # The article before a name is no part of it: it has no capital inside a sentence.
        cut = [(actor, words[1:] if words[0] == "the" and len(words) > 1 else words) for actor, words in told if words]
        rows = [("", " ".join(words), actor, len(words) == 1) for actor, words in cut]
        return pd.DataFrame(rows, columns=["key", "term", "actor", "whole"]).drop_duplicates(["key", "term"])
    if corpus.sources is None:
        raise ParameterError("there are no sources to name; expected actors={...}, or a corpus from find_all()")
    require_columns(corpus.sources, ["article_id", "name", "anonymity"], "sources")
    known = corpus.sources[corpus.sources["name"].str.contains("[A-Z]", na=False)]
    whole = pd.DataFrame(
        {"key": known["article_id"].astype(object), "term": known["name"].map(normal), "actor": known["name"], "whole": True}
    )
    last = whole[known["anonymity"].isin(["named", "named_described"]).to_numpy() & whole["term"].str.contains(" ")]
    last = last.assign(term=last["term"].str.split(" ").str[-1], whole=False)
    # "League" alone is any league; "Quill" is the Ada Quill of the article unless two are called so.
    last = last[
        ~last.duplicated(["key", "term"], keep=False)
        & ~last["term"].isin(read_lexicon("institutions").words())
        & last["term"].str.len().gt(2)
    ]
    return pd.concat([whole, last]).drop_duplicates(["key", "term"]).reset_index(drop=True)


def _no_names(corpus: Corpus) -> pd.DataFrame:
    empty = corpus.tokens[:0][["article_id", "sentence_id", "start", "end"]]
    return empty.assign(actor=pd.array([], "str"), form=pd.array([], "str"))


def _rows(marks: pd.DataFrame, corpus: Corpus) -> tuple[Integers, Integers]:
    """Return the first and last token of each mark."""
    tokens = corpus.tokens
    codes = pd.Index(corpus.articles["article_id"].astype(object)).get_indexer(marks["article_id"].astype(object))
    at = tokens["article_id"].cat.codes
    first = np.searchsorted(places(at, tokens["start"]), places(codes, marks["start"]))
    return first, np.searchsorted(places(at, tokens["end"]), places(codes, marks["end"]))


def _has_title(found: pd.DataFrame, corpus: Corpus) -> npt.NDArray[np.bool_]:
    first, _ = _rows(found, corpus)
    return np.isin(first - 1, _titles(corpus)[1])


def _titles(corpus: Corpus) -> tuple[Integers, Integers]:
    """Return the first and last token of each title; ``Dr.`` is one too, though the list has it without its dot."""
    book = read_lexicon("titles")
    first, last = _rows(find_terms(corpus.tokens, book), corpus)
    dotted = np.flatnonzero(_is(corpus, {f"{title}." for title in book.words()}))
    return np.append(first, dotted), np.append(last, dotted)


def _is(corpus: Corpus, words: set[str]) -> npt.NDArray[np.bool_]:
    """Mark the tokens that are one of some words."""
    word = corpus.tokens["word"]
    return (
        np.fromiter((normal(printed) in words for printed in word.cat.categories), np.bool_)[word.cat.codes]
        if len(word)
        else np.empty(0, bool)
    )


_RELATIONS = ("before", "of", "owner", "after", "apposition")


def _beside(
    label_first: Integers, label_last: Integers, name_first: Integers, name_last: Integers, how: str, corpus: Corpus
) -> list[tuple[int, int]]:
    """Return the pairs of label and name that stand in a relation."""
    sentence = places(corpus.tokens["article_id"].cat.codes, corpus.tokens["sentence_id"])
    starts = {int(row): number for number, row in enumerate(name_first)}
    ends = {int(row): number for number, row in enumerate(name_last)}
    if how == "before":
        return _chain(label_first, label_last, starts, corpus)
    if how == "of":
        of = _is(corpus, {"of", "in", "at"})
        return [(n, starts[row + 2]) for n, row in enumerate(label_last.tolist()) if row + 2 in starts and of[row + 1]]
    if how == "after":
        return [(n, ends[row - 1]) for n, row in enumerate(label_first.tolist()) if row - 1 in ends and sentence[row - 1] == sentence[row]]
    if how == "owner":
        owns = _is(corpus, {"'s", "'"})
        return [(n, ends[row - 2]) for n, row in enumerate(label_first.tolist()) if row - 2 in ends and owns[row - 1]]
    comma = _is(corpus, {","})
    found = []
    for n, row in enumerate(label_first.tolist()):
        near = [
            back for back in range(2, _REACH + 2) if row - back in ends and comma[row - back + 1] and sentence[row - back] == sentence[row]
        ]
        found += [(n, ends[row - near[0]])] if near else []
    return found


def _chain(label_first: Integers, label_last: Integers, starts: dict[int, int], corpus: Corpus) -> list[tuple[int, int]]:
    """Follow labels and titles that stand in a row up to the name."""
    title_first, title_last = _titles(corpus)
    jump = dict(zip(title_first.tolist(), title_last.tolist(), strict=True)) | dict(
        zip(label_first.tolist(), label_last.tolist(), strict=True)
    )
    found = []
    for n, row in enumerate((label_last + 1).tolist()):
        at = row
        for _ in range(_LONGEST_CHAIN):
            if at in starts or at not in jump:
                break
            at = jump[at] + 1
        found += [(n, starts[at])] if at in starts else []
    return found
