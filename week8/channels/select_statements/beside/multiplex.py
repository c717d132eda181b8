# beside select_statements multiplex
import asyncio


async def send(count, out):
    for number in range(1, count + 1):
        await out.put(number)
    await out.put(None)  # this source has ended


async def main():
    out = asyncio.Queue(maxsize=1)  # one queue for both, and no select
    sources = [asyncio.create_task(send(count, out)) for count in (3, 5)]
    received, is_open = 0, 2
    while is_open:
        if await out.get() is None:
            is_open -= 1
        else:
            received += 1
    await asyncio.gather(*sources)
    print("received", received)


asyncio.run(main())

# prints:
# received 8
