#!/usr/bin/env python3
"""Makes models/names/names.bin: which words are names of persons, how common, and which are words as well.

    python3 build.py [--output FILE] [--check]

Needs the packages of requirements.txt, in exactly these versions. The same input gives the same file. `--check` writes
nothing and fails where FILE is not what would be written.
"""
import argparse
import collections
import hashlib
import pathlib
import sys

import dawg
import sources
from folding import fold, foldings

HERE = pathlib.Path(__file__).parent
# Strengths, as the file holds them.
NONE, WORD, RARE, COMMON = range(4)
LENGTHS = range(2, 21)

# Ranks in the census of 1990: 30,000 surnames are borne by 81.7 % of the people. Beyond, each has fewer than 1 in 200,000,
# and the list is mostly of strings that an error of reading makes out of others.
SURNAME_RANKS = 30_000
COMMON_SURNAME_RANK = 5_000
COMMON_GIVEN_PERCENT = 0.005
# A list of a locale that is longer than this holds rare names too, among the given ones invented and dead ones:
# those count where a second list has them.
LONG_LIST = 1_500
# Percent of the census from which on a word of daily language is a name first: BROWN and MARK are, LONG and MAY are not.
NAME_BEFORE_WORD = {'surname': 0.12, 'given': 0.15}
# And the number of lists: the lists of words hold common names too.
NAME_BEFORE_WORD_LISTS = 3


def strengths():
    """{word: [surname, given]} of all names, as if none was a word, the shares of the census, and in how many lists."""
    found = collections.defaultdict(lambda: [NONE, NONE])
    share = collections.Counter()
    seen = collections.defaultdict(set)

    def add(kind, word, strength):
        if len(word) not in LENGTHS:
            return
        slot = kind == 'given'
        # Of two letters, everything is an abbreviation of something; of three, nearly.
        if len(word) == 2 or len(word) == 3 and strength < COMMON:
            strength = WORD
        found[word][slot] = max(found[word][slot], strength)

    for kind, name, percent, rank in sources.census():
        share[kind, name] = max(share[kind, name], percent)
        if kind == 'surname':
            if rank > SURNAME_RANKS or len(name) == 3 and rank > COMMON_SURNAME_RANK:
                continue
            add(kind, name, COMMON if rank <= COMMON_SURNAME_RANK else RARE)
        else:
            add(kind, name, COMMON if percent >= COMMON_GIVEN_PERCENT else RARE)
    for kind, origin, names in [*sources.faker_lists(), *sources.mimesis_lists()]:
        for name in names:
            # "van der Berg" is looked up word by word; its particles are no names.
            parts = [p for p in name.split() if p[:1].isupper()] or [name]
            for part in parts if len(parts) <= 3 else []:
                for word in foldings(part):
                    seen[kind, word].add(origin)
                    common = len(names) <= LONG_LIST or len(seen[kind, word]) >= 2
                    if common or kind == 'surname':
                        add(kind, word, COMMON if common else RARE)
    return found, share, {key: len(origins) for key, origins in seen.items()}


def near(word):
    """What two words within one edit of each other have in common, one of them at least."""
    return {word} | {word[:i] + word[i + 1:] for i in range(1, len(word))}


def entries():
    """{word: (surname, given)}: names, and words that are none."""
    found, share, lists = strengths()
    technique = set()
    for line in (HERE / 'technique-words.txt').read_text().splitlines():
        technique.update(fold(word) for word in line.split('#')[0].split())
    daily = {fold(word) for word in sources.common_words()}
    for word in technique | daily:
        if len(word) not in LENGTHS:
            continue
        for slot, kind in enumerate(('surname', 'given')):
            strength = found[word][slot]
            is_name_first = word not in technique and (
                share[kind, word] >= NAME_BEFORE_WORD[kind] or lists.get((kind, word), 0) >= NAME_BEFORE_WORD_LISTS)
            found[word][slot] = strength if is_name_first else min(strength, WORD)
    # A word that is no name only has to be known where a misread name could be meant instead.
    names = {part for word, value in found.items() if any(value) for part in near(word)}
    return {word: tuple(value) for word, value in found.items() if any(value) or len(word) > 4 and near(word) & names}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('--output', type=pathlib.Path, default=HERE.parent / 'names' / 'names.bin')
    parser.add_argument('--check', action='store_true')
    options = parser.parse_args()

    made = entries()
    data = dawg.encode(made)
    if dawg.decode(data) != made:
        raise SystemExit('lexicon: the file does not read back')
    kinds = collections.Counter((bool(s), bool(g)) for s, g in made.values())
    print(f'{len(made)} words: {kinds[True, False]} surnames, {kinds[False, True]} given names, {kinds[True, True]} both, '
          f'{kinds[False, False]} neither; {len(data)} bytes; SHA-256 {hashlib.sha256(data).hexdigest()}')
    if options.check:
        sys.exit(options.output.read_bytes() != data)
    options.output.write_bytes(data)


if __name__ == '__main__':
    main()
