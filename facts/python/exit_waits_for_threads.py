# holds goroutine_basics forgotten_wait: "Python differs: before it exits, it waits
# for every thread that is not a daemon."
import threading

end_of_main = threading.Event()


def printer():
    end_of_main.wait()
    print("the thread has printed")


threading.Thread(target=printer).start()
threading.Thread(target=threading.Event().wait, daemon=True).start()  # nobody waits
print("the end of main")
end_of_main.set()

# prints:
# the end of main
# the thread has printed
