# beside waitgroups tasks
import asyncio


async def square(n):
    await asyncio.sleep(0)
    return n * n


async def main():
    tasks = [asyncio.create_task(square(n)) for n in range(1, 5)]
    results = []
    for each in asyncio.as_completed(tasks):  # as join_next
        results.append(await each)
    print("in any order:", sorted(results))

    results = await asyncio.gather(*(square(n) for n in range(1, 5)))
    print("in the order of the calls:", results)


asyncio.run(main())

# prints:
# in any order: [1, 4, 9, 16]
# in the order of the calls: [1, 4, 9, 16]
