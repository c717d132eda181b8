# holds channel_basics notify: "Python's `asyncio.Event` differs: it stays set."
# holds README.md: "`asyncio.Event`"
import asyncio


async def main():
    gun = asyncio.Event()
    runners = [asyncio.create_task(gun.wait()) for _ in range(4)]
    await asyncio.sleep(0)
    print("waiting:", sum(not runner.done() for runner in runners))
    gun.set()
    print(await asyncio.gather(*runners))
    print("it stays set:", await gun.wait())


asyncio.run(main())

# prints:
# waiting: 4
# [True, True, True, True]
# it stays set: True
