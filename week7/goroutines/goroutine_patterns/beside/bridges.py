# beside goroutine_patterns bridges
import asyncio
import threading


async def add(numbers):
    total = 0
    while (n := await numbers.get()) is not None:
        total += n
    return total


async def main():
    numbers = asyncio.Queue()
    loop = asyncio.get_running_loop()

    def thread():
        for n in [1, 2, 3, 4, None]:  # asyncio.Queue is not for threads: ask the loop
            loop.call_soon_threadsafe(numbers.put_nowait, n)

    threading.Thread(target=thread).start()
    print("from a thread to a task:", await add(numbers))

    again = asyncio.sleep(0)
    try:
        asyncio.run(again)
    except RuntimeError as error:
        print(error)
    again.close()


asyncio.run(main())  # from a function into the loop

# prints:
# from a thread to a task: 10
# asyncio.run() cannot be called from a running event loop
