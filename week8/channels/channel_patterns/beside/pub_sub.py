# beside channel_patterns pub_sub
import asyncio


def publish(subscribers, text):
    for each in subscribers:
        try:
            each["news"].put_nowait((text, each["lost"]))
            each["lost"] = 0
        except asyncio.QueueFull:
            each["lost"] += 1  # full, or the reader has left


async def main():
    slow = {"news": asyncio.Queue(maxsize=2), "lost": 0}
    for price in range(1, 5):
        publish([slow], f"price {price}")
    print(slow["news"].get_nowait(), slow["news"].get_nowait())
    publish([slow], "price 5")
    print(slow["news"].get_nowait())


asyncio.run(main())

# prints:
# ('price 1', 0) ('price 2', 0)
# ('price 5', 2)
