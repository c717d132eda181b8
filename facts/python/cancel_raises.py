# holds goroutine_basics cancellation: "Python's `cancel` raises an exception at the
# await."
# holds goroutine_basics lifecycle: "In asyncio, `cancel` raises an exception at the
# await, and the task can catch it."
# holds README.md: "`task.cancel()`, which raises an exception at the await"
import asyncio


async def stubborn():
    try:
        await asyncio.Event().wait()
    except asyncio.CancelledError as error:
        print("raised at the await:", type(error).__name__)
    return "went on"


async def main():
    task = asyncio.create_task(stubborn())
    await asyncio.sleep(0)
    task.cancel()
    print(await task, task.cancelled())


asyncio.run(main())

# prints:
# raised at the await: CancelledError
# went on False
