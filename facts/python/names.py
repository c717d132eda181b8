# holds goroutine_basics watching: "Python's threads and asyncio's tasks have names."
import asyncio
import threading


async def main():
    return asyncio.create_task(asyncio.sleep(0), name="printer").get_name()


print(threading.Thread(name="clerk").name, asyncio.run(main()))

# prints:
# clerk printer
