// cargo add tokio@1.54 --features macros,rt,sync

use tokio::sync::mpsc;
use tokio::task::JoinSet;

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let mut tasks = JoinSet::new();

    let (sender, mut chain) = mpsc::channel(1); // the least room that tokio has
    tasks.spawn(async move {
        for number in 2_u32.. {
            if sender.send(number).await.is_err() {
                break;
            }
        }
    });
    let mut primes = Vec::new();
    while primes.len() < 100 {
        let prime = chain.recv().await.expect("there is always a next number");
        primes.push(prime);
        let (sender, filtered) = mpsc::channel(1);
        let input = std::mem::replace(&mut chain, filtered);
        tasks.spawn(filter(prime, input, sender));
    }
    drop(chain); // the last filter's next send fails
    let ended = tasks.join_all().await.len();

    for row in primes.chunks(10) {
        println!("{row:3?}");
    }
    println!("tasks ended: {ended}");
}

/// Passes on the numbers that the prime does not divide.
async fn filter(
    prime: u32,
    mut input: mpsc::Receiver<u32>,
    output: mpsc::Sender<u32>,
) {
    while let Some(number) = input.recv().await {
        if number % prime != 0 && output.send(number).await.is_err() {
            break;
        }
    }
}
