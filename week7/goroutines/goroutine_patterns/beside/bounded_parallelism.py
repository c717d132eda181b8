# beside goroutine_patterns bounded_parallelism
import asyncio


async def main():
    printers = asyncio.Semaphore(3)
    inside = peak = 0

    async def page():
        nonlocal inside, peak
        async with printers:
            inside += 1
            peak = max(peak, inside)
            await asyncio.sleep(0)  # prints
            inside -= 1

    await asyncio.gather(*(page() for _ in range(20)))
    print("at the peak:", peak)


asyncio.run(main())

# prints:
# at the peak: 3
