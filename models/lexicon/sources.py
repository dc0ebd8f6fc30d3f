"""The lists that the lexicon is made of, read out of installed packages."""
import importlib
import json
import pathlib
import pkgutil
import re

import faker.providers.lorem
import faker.providers.person
import mimesis
import names

# Of the languages whose words meet scanner text; other lists hold what was translated by machine.
WORD_LANGUAGES = 'en de fr es it nl pt'.split()


def census():
    """(kind, name, percent of the population, rank) of the US census of 1990, as the package `names` has it."""
    folder = pathlib.Path(names.__file__).parent
    for kind, file in (('surname', 'dist.all.last'), ('given', 'dist.female.first'), ('given', 'dist.male.first')):
        for line in (folder / file).read_text().splitlines():
            name, percent, _, rank = line.split()
            yield kind, name, float(percent), int(rank)


def strings(value):
    """Every string in a list, a tuple, a dictionary's keys, or lists of them."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, (list, tuple, set, frozenset, dict)):
        for item in value:
            yield from strings(item)


def faker_lists():
    """(kind, list's name, names) of the locales of `faker`; only what stands in the class itself."""
    package = faker.providers.person
    for module in sorted(m.name for m in pkgutil.iter_modules(package.__path__)):
        provider = importlib.import_module(f'{package.__name__}.{module}').Provider
        for attribute, value in sorted(vars(provider).items()):
            if 'format' in attribute or 'prefix' in attribute or 'suffix' in attribute:
                continue
            if re.search(r'last|surname|family', attribute):
                kind = 'surname'
            elif re.search(r'first|given|middle|patronymic', attribute):
                kind = 'given'
            else:
                continue
            found = sorted(set(strings(value)))
            if found:
                yield kind, f'faker/{module}', found


def mimesis_lists():
    """(kind, list's name, names) of the locales of `mimesis`."""
    for file in sorted((pathlib.Path(mimesis.__file__).parent / 'datasets').glob('*/person.json')):
        data = json.loads(file.read_text())
        # The lists of the other English locales are those of `en`.
        if file.parent.name in ('en-au', 'en-gb', 'en-ca'):
            continue
        for kind, key in (('surname', 'surnames'), ('given', 'names')):
            value = data.get(key, [])
            found = set()
            for part in value.values() if isinstance(value, dict) else [value]:
                found |= set(strings(part))
            if found:
                yield kind, f'mimesis/{file.parent.name}', sorted(found)


def common_words():
    """Words of daily language; those with a capital are left out but in German, because many are names."""
    folder = pathlib.Path(mimesis.__file__).parent / 'datasets'
    for language in WORD_LANGUAGES:
        for word in strings(json.loads((folder / language / 'text.json').read_text())['words']):
            if language == 'de' or word.islower():
                yield word
    for locale in ('en_US', 'de_DE', 'fr_FR', 'nl_NL'):
        module = importlib.import_module(f'{faker.providers.lorem.__name__}.{locale}')
        for word in module.Provider.word_list:
            if locale == 'de_DE' or word.islower():
                yield word
