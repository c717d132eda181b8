# beside channel_basics notify
import asyncio


async def main():
    bell = asyncio.Event()
    bell.set()
    for look in ["first", "second"]:
        await bell.wait()  # an Event stays set until somebody clears it
        print(f"{look} look: heard {bell.is_set()}")


asyncio.run(main())

# prints:
# first look: heard True
# second look: heard True
