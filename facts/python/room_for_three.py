# holds buffered_channels capacity: "in Python `asyncio.Queue(3)`"
# holds README.md: "`asyncio.Queue`"
import asyncio


async def main():
    items = asyncio.Queue(3)
    for item in range(3):
        items.put_nowait(item)
    try:
        items.put_nowait(3)
    except asyncio.QueueFull:
        print("three fit, the fourth has no room")
    waits = asyncio.create_task(items.put(3))
    await asyncio.sleep(0)
    print("the put waits:", not waits.done())
    print("received", await items.get())
    await waits
    print("in it:", items.qsize())


asyncio.run(main())

# prints:
# three fit, the fourth has no room
# the put waits: True
# received 0
# in it: 3
