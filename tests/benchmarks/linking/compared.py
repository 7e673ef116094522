"""A generated world as the product sees it: `compare` with the published weights, pairs that share a key."""

from bot.matching import PersonMatch, keys
from bot.matching.people import compare_prepared
from bot.matching.prepared import prepare
from tests.benchmarks.linking.scoring import Pair, pair_of
from tests.benchmarks.linking.world import World


def compared(world: World) -> dict[Pair, PersonMatch]:
    """Compare every record with all earlier ones that share a key."""
    index: dict[tuple[str, str], list[int]] = {}
    read = [prepare(record.identity) for record in world.records]
    found: dict[Pair, PersonMatch] = {}
    for place, record in enumerate(world.records):
        own = keys(record.identity)
        for earlier in {one for key in own for one in index.get(key, ())}:
            pair = pair_of(world.records[earlier].id, record.id)
            found[pair] = compare_prepared(read[earlier], read[place])
        for key in own:
            index.setdefault(key, []).append(place)
    return found
