# holds goroutine_patterns profiling: "warns of each step longer than slow_callback_duration"
import asyncio
import logging


class Warned(logging.Handler):
    def emit(self, record):
        print("warned:", "took" in record.getMessage())


logging.getLogger("asyncio").addHandler(Warned())
logging.getLogger("asyncio").propagate = False


async def main():
    asyncio.get_running_loop().slow_callback_duration = 0.0001
    for _ in range(300_000):  # longer than a tenth of a millisecond
        pass


asyncio.run(main(), debug=True)

# prints:
# warned: True
