# holds goroutine_patterns timeout: "asyncio's `wait_for` raises an exception at
# the await instead, in a spawned task too."
# holds README.md: "`asyncio.timeout(...)`, `asyncio.wait_for(...)`"
import asyncio


async def print_page():
    try:
        await asyncio.Event().wait()
    except asyncio.CancelledError:
        print("raised at its await")
        raise
    finally:
        print("finally runs")


async def main():
    try:
        async with asyncio.timeout(0.001):
            await print_page()
    except TimeoutError:
        print("too late")
    task = asyncio.create_task(asyncio.Event().wait())
    try:
        await asyncio.wait_for(task, timeout=0.001)
    except TimeoutError:
        print("the task is cancelled:", task.cancelled())


asyncio.run(main())

# prints:
# raised at its await
# finally runs
# too late
# the task is cancelled: True
