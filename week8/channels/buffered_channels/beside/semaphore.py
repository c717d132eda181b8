# beside buffered_channels semaphore
import asyncio

at_work = peak = 0


async def job(places):
    global at_work, peak
    async with places:  # gives the place back also when the job raises
        at_work += 1
        peak = max(peak, at_work)
        await asyncio.sleep(0.001)
        at_work -= 1


async def main():
    places = asyncio.Semaphore(2)
    await asyncio.gather(*(job(places) for _ in range(6)))
    print("at work at the peak:", peak)


asyncio.run(main())

# prints:
# at work at the peak: 2
