# beside select_statements deadline
import asyncio


async def main():
    orders = asyncio.Queue()
    for order in range(1, 7):
        orders.put_nowait(order)
    taken = []
    try:
        async with asyncio.timeout(0.02):  # one deadline for the whole loop
            while True:
                taken.append(await orders.get())
    except TimeoutError:
        print("closes, taken:", taken)


asyncio.run(main())

# prints:
# closes, taken: [1, 2, 3, 4, 5, 6]
