# beside goroutine_basics captures
import threading

printed = []
printers = []
for page in [1, 2, 3]:
    printers.append(threading.Thread(target=lambda: printed.append(page)))
for printer in printers:
    printer.start()
    printer.join()
print(printed)  # all closures share one variable, which is 3 by now

# prints:
# [3, 3, 3]
