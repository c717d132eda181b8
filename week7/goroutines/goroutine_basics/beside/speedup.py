# beside goroutine_basics speedup
import asyncio


async def errand(log):
    log.append("sets out")
    await asyncio.sleep(0.001)
    log.append("is back")


async def main():
    in_turn = []
    await errand(in_turn)
    await errand(in_turn)
    print("in turn:", ", ".join(in_turn))

    at_once = []
    await asyncio.gather(errand(at_once), errand(at_once))
    print("at once:", ", ".join(at_once))


asyncio.run(main())

# prints:
# in turn: sets out, is back, sets out, is back
# at once: sets out, sets out, is back, is back
