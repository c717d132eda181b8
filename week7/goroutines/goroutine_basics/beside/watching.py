# beside goroutine_basics watching
import asyncio


async def main():
    asyncio.create_task(asyncio.sleep(0), name="cutter")
    hangs = asyncio.create_task(asyncio.Event().wait(), name="printer")
    await asyncio.sleep(0)
    await asyncio.sleep(0)

    for task in asyncio.all_tasks() - {asyncio.current_task()}:
        print(task.get_name(), "hangs")
    hangs.cancel()


asyncio.run(main())

# prints:
# printer hangs
