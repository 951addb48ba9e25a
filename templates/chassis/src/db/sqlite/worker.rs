//! Threads that own a connection each: the async side sends them work and awaits the answer.

use std::fmt;
use std::sync::mpsc;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;

use rusqlite::{Connection, InterruptHandle};
use tokio::sync::oneshot;

use crate::db::DbError;

/// Work for a connection.
pub(super) type Job = Box<dyn FnOnce(&Connection) + Send>;

/// Threads that take their work from one queue. They end when the last clone is dropped and the queue is empty.
#[derive(Debug, Clone)]
pub(super) struct Workers {
    queue: mpsc::Sender<Job>,
}

impl Workers {
    /// `count` threads, each with a connection of its own; fails when one of them cannot open it.
    pub(super) async fn start(
        name: &str,
        count: usize,
        open: impl Fn() -> Result<Connection, DbError> + Clone + Send + 'static,
    ) -> Result<Self, DbError> {
        let (queue, jobs) = mpsc::channel::<Job>();
        let jobs = Arc::new(Mutex::new(jobs));
        for _ in 0..count {
            let (opened, answer) = oneshot::channel();
            let (jobs, open) = (Arc::clone(&jobs), open.clone());
            thread::Builder::new()
                .name(name.to_owned())
                .spawn(move || match open() {
                    Ok(connection) => {
                        // Who asked may be gone; then the queue is closed and the loop ends at once.
                        let _ = opened.send(Ok(()));
                        work(&jobs, &connection);
                    }
                    Err(error) => {
                        let _ = opened.send(Err(error));
                    }
                })
                .map_err(|error| DbError::Unavailable(error.to_string()))?;
            answer.await.unwrap_or_else(|_| Err(gone()))?;
        }
        Ok(Self { queue })
    }

    /// The result of some work. A caller that gives up takes the work out of the queue, or interrupts it.
    pub(super) async fn run<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Connection) -> Result<T, DbError> + Send + 'static,
    ) -> Result<T, DbError> {
        let (reply, answer) = oneshot::channel();
        let _waiting = self.begin(work, move |result| {
            // The caller may have given up in this very moment.
            let _ = reply.send(result);
        });
        answer.await.unwrap_or_else(|_| Err(gone()))
    }

    /// Starts some work, and gives its result to `done`. Dropping what is returned takes the work out of the queue, or
    /// interrupts it.
    pub(super) fn begin<T>(
        &self,
        work: impl FnOnce(&Connection) -> T + Send + 'static,
        done: impl FnOnce(T) + Send + 'static,
    ) -> Waiting {
        let stage = Arc::new(Mutex::new(Stage::Queued));
        let theirs = Arc::clone(&stage);
        self.send(Box::new(move |connection| {
            if !start(&theirs, connection) {
                return;
            }
            let result = work(connection);
            *lock(&theirs) = Stage::Over;
            done(result);
        }));
        Waiting(stage)
    }

    /// The result of work that is done even when the caller gives up.
    pub(super) async fn run_to_end<T: Send + 'static, E: From<DbError> + Send + 'static>(
        &self,
        work: impl FnOnce(&Connection) -> Result<T, E> + Send + 'static,
    ) -> Result<T, E> {
        let (reply, answer) = oneshot::channel();
        self.send(Box::new(move |connection| {
            let _ = reply.send(work(connection));
        }));
        answer.await.unwrap_or_else(|_| Err(gone().into()))
    }

    /// Work whose result nobody awaits.
    pub(super) fn send(&self, job: Job) {
        // Without a thread the job is dropped, and with it the sender that its caller awaits: it learns so.
        let _ = self.queue.send(job);
    }
}

/// The error for a thread that is no longer there.
pub(super) fn gone() -> DbError {
    DbError::Unavailable("the thread of the database has ended".to_owned())
}

fn work(jobs: &Mutex<mpsc::Receiver<Job>>, connection: &Connection) {
    loop {
        // One thread waits at the queue, the others at its lock.
        let job = lock(jobs).recv();
        match job {
            Ok(job) => job(connection),
            Err(mpsc::RecvError) => return,
        }
    }
}

/// How far a piece of work is.
enum Stage {
    Queued,
    Running(InterruptHandle),
    Over,
}

/// Takes up a piece of work, unless its caller has given up.
fn start(stage: &Mutex<Stage>, connection: &Connection) -> bool {
    let mut stage = lock(stage);
    let wanted = matches!(*stage, Stage::Queued);
    if wanted {
        *stage = Stage::Running(connection.get_interrupt_handle());
    }
    wanted
}

/// Gives the work up when it is dropped before the work is over.
pub(crate) struct Waiting(Arc<Mutex<Stage>>);

impl fmt::Debug for Waiting {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Waiting").finish_non_exhaustive()
    }
}

impl Drop for Waiting {
    fn drop(&mut self) {
        let mut stage = lock(&self.0);
        match &*stage {
            Stage::Queued => *stage = Stage::Over,
            // The lock is held, so this cannot hit the connection's next piece of work.
            Stage::Running(handle) => handle.interrupt(),
            Stage::Over => {}
        }
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    // What is inside is whole at every moment, also after a panic.
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
