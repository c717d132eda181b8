# beside goroutine_basics scheduling
import asyncio


async def ready():
    pass


async def task(name, polite, turns):
    for round in range(3):
        turns.append(f"{name}{round}")
        await ready()  # is ready: no other task gets a turn
        if polite:
            await asyncio.sleep(0)  # as yield_now


async def main():
    for polite in [False, True]:
        turns = []
        await asyncio.gather(task("A", polite, turns), task("B", polite, turns))
        print(*turns)


asyncio.run(main())

# prints:
# A0 A1 A2 B0 B1 B2
# A0 B0 A1 B1 A2 B2
