//! The one place where operations run: access, timeout, transaction, retry.

use std::hash::{BuildHasher, RandomState};
use std::time::Duration;

use tokio::time::{Instant, sleep, timeout};

use crate::actions;
use crate::context::{Context, Principal};
use crate::db::Database;
use crate::error::{Error, Kind};
use crate::operation::{Access, Input, Operation, Output, Run};

/// Times that a transaction is run when others get in its way.
const ATTEMPTS: u32 = 3;

/// Runs an operation.
pub async fn dispatch(
    database: &Database,
    operation: &Operation,
    context: &Context,
    input: Input,
) -> Result<Output, Error> {
    authorise(operation.access, &context.principal)?;
    match timeout(operation.timeout, run(database, operation, context, input)).await {
        Ok(result) => result,
        Err(_) => Err(Error::new(Kind::Timeout)),
    }
}

const fn authorise(access: Access, principal: &Principal) -> Result<(), Error> {
    match (access, principal) {
        (Access::Public, Principal::Anonymous) => Ok(()),
    }
}

async fn run(
    database: &Database,
    operation: &Operation,
    context: &Context,
    input: Input,
) -> Result<Output, Error> {
    if let Run::Action(action, entry) = &operation.run
        && !action.writes()
        && !entry.is_custom(*action)
    {
        return actions::read(database, context, entry, input).await;
    }
    if let (Run::Endpoint(endpoint), Input::Object(parts)) = (&operation.run, &input)
        && !endpoint.about().transaction
    {
        let mut database = database.clone();
        let answer = endpoint.run_on(context, &mut database, parts.clone());
        return answer.await.map(Output::Answer);
    }
    let start = Instant::now();
    let mut attempt = 1;
    loop {
        let began = Instant::now();
        // Who waited for a lock so long that there is no time to do it again is told to come back.
        let is_time = || start.elapsed() + began.elapsed() < operation.timeout;
        match in_transaction(database, operation, context, input.clone()).await {
            Err(error) if error.is_retry() && attempt < ATTEMPTS && is_time() => {
                sleep(pause(attempt)).await;
                attempt += 1;
            }
            result => return result,
        }
    }
}

/// Time between two attempts: longer each time, and not the same for those who were in each other's way.
fn pause(attempt: u32) -> Duration {
    let longest = 10_u64 << attempt;
    let jitter = RandomState::new().hash_one(attempt) % longest;
    Duration::from_millis(longest / 2 + jitter / 2)
}

/// One attempt, all or nothing: an error drops the transaction, which rolls it back.
async fn in_transaction(
    database: &Database,
    operation: &Operation,
    context: &Context,
    input: Input,
) -> Result<Output, Error> {
    let mut transaction = database.begin().await?;
    let output = match &operation.run {
        Run::Action(action, entry) => {
            actions::run(&mut transaction, context, entry, *action, input).await?
        }
        Run::Endpoint(endpoint) => {
            let Input::Object(input) = input else {
                return Err(Error::new(Kind::Internal).cause("an endpoint takes an object"));
            };
            let answer = endpoint.run(context, &mut transaction, input).await?;
            Output::Answer(answer)
        }
    };
    transaction.commit().await?;
    Ok(output)
}
