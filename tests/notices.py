"""Pages for tests of delivery, each of an event of its own."""

from pagebrief.model import CleanPage
from pagebrief.pages.paragraphs import page_of

EVENTS = {
    "Fire in the fish market of Port Ellery": (
        "A fire destroyed two halls of the fish market in Port Ellery on Monday, the fire brigade said.",
        "Nobody was hurt, since the market was closed when the roof caught fire at four in the morning.",
        "The mayor, Ada Lindqvist, said that the stalls would move to the old customs house for the winter.",
        "About 120 people work in the halls, which were built in 1931 and stand under protection.",
        "The cause is not known; the police in Port Ellery asked for photographs of the night.",
    ),
    "A comet over Ostrava": (
        "Astronomers in Ostrava photographed a comet whose tail is longer than any that was seen since 1910.",
        "They ask schools to send drawings of it, which a printer will bind into an atlas of the winter sky.",
        "It can be seen with the naked eye above the western hills until the second week of February.",
        "The comet returns in 2,300 years, the observatory reckons, unless Jupiter changes its way.",
    ),
    "Last soup at the hut above Lake Tarn": (
        "A mountain hut above Lake Tarn sold its last bowl of soup on Sunday and will not open again.",
        "Walkers carried chairs, pans and the guest book of ninety years down to the village museum.",
        "The roof would have cost more than the alpine club takes in during a whole decade.",
        "Whoever crosses the pass now has to bring bread and a tent from the valley.",
    ),
    "Chess club beats the computer it built": (
        "Eleven members of a chess club in Marburg have beaten the machine that their grandchildren built.",
        "The game went on for six evenings and was decided by a rook that the program had given up.",
        "A library will show the wooden arm that moved the pieces, and the notes of all 84 moves.",
        "The children have asked for a return match in autumn with a faster motor and better lamps.",
    ),
}
TITLES = tuple(EVENTS)


def notice(number: int, title: str) -> CleanPage:
    """The page of event ``number`` under a title of its own, as it is when it has been cleaned."""
    return page_of("\n\n".join(EVENTS[TITLES[number % len(TITLES)]]), title)


def text_of(number: int) -> str:
    """The same under its title, as a file of plain text."""
    title = TITLES[number % len(TITLES)]
    return "\n\n".join((title, *EVENTS[title]))
