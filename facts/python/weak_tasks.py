# holds README.md: "`asyncio.create_task(f())`"
import asyncio
import gc


async def waits():
    await asyncio.get_running_loop().create_future()  # nobody else has the future


async def main():
    asyncio.create_task(waits())
    await asyncio.sleep(0)
    gc.collect()
    print("alive, with main:", len(asyncio.all_tasks()))


asyncio.run(main())

# stderr has "Task was destroyed but it is pending!"
# prints:
# alive, with main: 1
