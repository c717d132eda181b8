# holds goroutine_basics budget: "Python's asyncio has none, so there the other task waits until the queue is empty."
import asyncio


async def main():
    letters = asyncio.Queue()
    for letter in range(1_000):
        letters.put_nowait(letter)
    other = asyncio.create_task(asyncio.sleep(0))
    while letters.qsize():
        await letters.get()
    print("the other has had its turn:", other.done())
    print("letters read before it:", 1_000 - letters.qsize())


asyncio.run(main())

# prints:
# the other has had its turn: False
# letters read before it: 1000
