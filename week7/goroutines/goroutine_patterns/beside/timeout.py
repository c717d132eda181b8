# beside goroutine_patterns timeout
import asyncio


async def job():
    try:
        await asyncio.Event().wait()  # for ever
        print("prints")
    finally:
        print("closes the printer")


async def main():
    task = asyncio.create_task(job())
    try:
        await asyncio.wait_for(task, timeout=0.01)
    except TimeoutError:
        print("not in time")
    print("the task is cancelled, too:", task.cancelled())  # a tokio task runs on


asyncio.run(main())

# prints:
# closes the printer
# not in time
# the task is cancelled, too: True
