//! Published crates that are explored with their own tests.

/// A crate of the registry.
#[derive(Debug)]
pub(crate) struct Crate {
    pub(crate) name: &'static str,
    pub(crate) version: &'static str,
    /// What the tool is told besides, as `--features`.
    pub(crate) options: &'static [&'static str],
    /// Whether the tests are those that the crate has for miri, which are smaller. Only a
    /// flag of the compiler says so.
    pub(crate) is_small: bool,
    /// What is known of tests that are not clean: a part of the test's name, and a
    /// sentence without its end.
    pub(crate) notes: &'static [(&'static str, &'static str)],
}

impl Crate {
    /// A crate of which there is nothing to tell.
    const fn new(name: &'static str, version: &'static str) -> Crate {
        Crate { name, version, options: &[], is_small: false, notes: &[] }
    }

    /// What the compiler is told.
    pub(crate) fn flags(&self) -> &'static str {
        if self.is_small { "--cfg miri" } else { "" }
    }

    const fn small(self) -> Crate {
        Crate { is_small: true, ..self }
    }
}

pub(crate) const CRATES: &[Crate] = &[
    Crate {
        notes: &[(
            "drops",
            "It draws random numbers, so no schedule can be repeated",
        )],
        ..Crate::new("crossbeam-queue", "0.3.14").small()
    },
    Crate::new("atomic_refcell", "0.1.13"),
    Crate {
        notes: &[
            ("test_size", "It asks how large a type is, and a model is larger"),
            (
                "reentrant_init",
                "It starts an example of the package, which nobody has built",
            ),
            ("stress", "It has more threads than there is memory for their stacks"),
        ],
        ..Crate::new("once_cell", "1.21.4")
    },
    Crate::new("parking", "2.2.1"),
    Crate::new("scoped-tls", "1.0.1"),
    Crate::new("scopeguard", "1.2.0"),
    Crate::new("slab", "0.4.9"),
    Crate {
        notes: &[
            ("massive_task_creation", "It has 4,200,000 tasks"),
            (
                "multi_join",
                "The test is racy: it claims that nothing was sent yet, and its jobs may \
                 have sent by then",
            ),
            (
                "subtask_panic",
                "A bug: a worker that panics is taken out of those that are active \
                 before its panic is counted, so `join` may return before that",
            ),
        ],
        ..Crate::new("threadpool", "1.8.1")
    },
    Crate::new("triomphe", "0.1.14"),
    Crate::new("try-lock", "0.2.5"),
];
