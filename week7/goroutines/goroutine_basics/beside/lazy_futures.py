# beside goroutine_basics lazy_futures
import asyncio


async def fetch(page):
    print(f"page {page}: begins")
    await asyncio.sleep(0)  # the others have a turn
    print(f"page {page}: is here")


async def main():
    never_awaited = fetch(0)  # a coroutine: nothing of it runs

    await fetch(1)
    await fetch(2)
    await asyncio.gather(fetch(3), fetch(4))  # as join!, but in tasks
    task = asyncio.create_task(fetch(5))  # as tokio::spawn
    await task

    never_awaited.close()


asyncio.run(main())

# prints:
# page 1: begins
# page 1: is here
# page 2: begins
# page 2: is here
# page 3: begins
# page 4: begins
# page 3: is here
# page 4: is here
# page 5: begins
# page 5: is here
