# beside goroutine_patterns profiling
import asyncio
import logging
import time

warnings = []


class Keep(logging.Handler):
    def emit(self, record):
        warnings.append(record.getMessage())


async def main():
    asyncio.get_running_loop().slow_callback_duration = 0.01
    await asyncio.create_task(printer(), name="printer")


async def printer():
    time.sleep(0.05)  # blocks the loop


logger = logging.getLogger("asyncio")
logger.addHandler(Keep())
logger.propagate = False
asyncio.run(main(), debug=True)  # warns of each step that takes too long
print("printer is named:", any("name='printer'" in each for each in warnings))

# prints:
# printer is named: True
