//! The one place where operations run: access, timeout, transaction, retry.

use tokio::time::timeout;

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
    let mut attempt = 1;
    loop {
        match in_transaction(database, operation, context, input.clone()).await {
            Err(error) if error.is_retry() && attempt < ATTEMPTS => attempt += 1,
            result => return result,
        }
    }
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
