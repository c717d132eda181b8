# beside goroutine_basics budget
import asyncio


async def main():
    letters = asyncio.Queue()
    for letter in range(1000):
        letters.put_nowait(letter)
    read = 0

    async def read_all():
        nonlocal read
        while not letters.empty():
            await letters.get()  # is ready each time
            read += 1

    async def other_task():
        print(f"the other task has a turn after {read} letters")

    await asyncio.gather(read_all(), other_task())


asyncio.run(main())

# prints:
# the other task has a turn after 1000 letters
