//! The crates of the course: those that are there, and how to get the others.

use std::process::{Command, Stdio};

use crate::finding::Finding;
use crate::run::{cargo, root, says};
use crate::settings::Settings;

/// Asks for all crates of the workspace: those of the lessons, the exercises and the
/// tests, in the versions of the lock file. What answers are built with is among them.
fn fetch_all() -> Command {
    let mut fetch = cargo();
    // For this kind of machine alone: for all kinds it is three times as much.
    fetch.args(["fetch", "--locked", "--target", "host-tuple"]).current_dir(root());
    fetch
}

/// Downloads what is not there yet. What fails is told by cargo, and then by the line
/// about crates.
pub fn fetch() {
    let _ = fetch_all().stdin(Stdio::null()).status();
}

/// Whether all crates are there, or the network is.
pub fn there(settings: &Settings) -> Finding {
    let Err(why) = says(fetch_all().arg("--offline")) else {
        return Finding::ok("crates", "all are there: no network is needed");
    };
    let first = why.split('`').nth(1).unwrap_or("one of them");
    if settings.offline() {
        return Finding::missing(
            "crates",
            format!(
                "not all are there ({first}), and cargo may not use the network"
            ),
            format!("without `net.offline` and CARGO_NET_OFFLINE: {FETCH}"),
        );
    }
    match network() {
        Ok(()) => Finding::ok(
            "crates",
            format!(
                "not all are there ({first}); the network is, from which cargo gets \
                 them when they are needed. To get all of them now: {FETCH}"
            ),
        ),
        Err(why) => Finding::missing(
            "crates",
            format!("not all are there ({first}), and there is no network: {why}"),
            format!(
                "where there is one: {FETCH}\n\
                 behind a proxy: set https_proxy, or `http.proxy` in cargo's config"
            ),
        ),
    }
}

const FETCH: &str = "cargo run -p doctor -- --fetch";

/// Has cargo ask the registry, by whatever way it is set to go; nothing is changed.
fn network() -> Result<(), String> {
    let mut ask = cargo();
    ask.args(["update", "--dry-run"]);
    // Once, and not for long.
    ask.env("CARGO_NET_RETRY", "0").env("CARGO_HTTP_TIMEOUT", "10");
    says(&mut ask).map(drop).map_err(|why| {
        let cause = why.lines().map(str::trim).rfind(|line| !line.is_empty());
        cause.unwrap_or("cargo does not say why").to_string()
    })
}
