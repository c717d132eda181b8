# holds select_statements lost_place: "In asyncio, `wait_for` with a timeout in a
# loop loses it too."
import asyncio


async def main():
    letters = asyncio.Queue()
    got = []

    async def takes(name):
        got.append((name, await letters.get()))

    first = asyncio.create_task(takes("A"))
    await asyncio.sleep(0)
    second = asyncio.create_task(takes("B"))
    await asyncio.sleep(0)
    first.cancel()  # as wait_for does when the time is over
    again = asyncio.create_task(takes("A"))
    await asyncio.sleep(0)
    letters.put_nowait(1)
    letters.put_nowait(2)
    await asyncio.wait([second, again])
    print(got)


asyncio.run(main())

# prints:
# [('B', 1), ('A', 2)]
