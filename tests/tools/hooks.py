"""What schemathesis cannot know of a service from its document: rows that are there, and what OpenAPI 3.0 has no words for.

No check is weakened. Requests that are to be valid name rows that are there, in the path and in foreign keys, so that
operations get to their 2xx; a failure is dropped only for a reason below, and only if every fault of the answer has one.

DOCUMENT_URL is where the service is. DOCUMENT_COLLECTIONS is a JSON file: for the path of each collection its key (parameters of
the path and members), its unique texts with their lengths, the numbers of its key, and its relations. DOCUMENT_STATUSES is where the statuses of each operation are
written at the end of the run.
"""

import atexit
import collections
import datetime
import json
import os
import threading
from urllib.parse import quote

import requests
import schemathesis
from hypothesis import strategies as st

URL = os.environ["DOCUMENT_URL"]
with open(os.environ["DOCUMENT_COLLECTIONS"], encoding="utf-8") as file:
    COLLECTIONS = json.load(file)

# Codes of faults that a request may have although the document lets it through.
FORGIVEN = {
    "check": "a CHECK constraint may compare several members",
    "contradiction": "of some parameters only one may be given",
}
# Codes of parameters that may be refused although they are of their type.
FORGIVEN_PARAMETERS = {
    ("cursor", "format"): "a cursor is what a page before gave: none that is made up is one",
    ("ordering", "duplicate"): "a list is ordered by a member up or down, and both are words of one list",
}
# Moments and intervals have no bounds in OpenAPI 3.0.
FORGIVEN_MESSAGES = (
    "a TIMESTAMP lies between",
    "the date and time is later than",
    "the year lies between",
    "a TIME lies between",
)

# Rows of a collection that are remembered, and looked for, at most.
MANY, TRIES = 100, 10

lock = threading.Lock()
known = {}
made = {}
statuses = collections.defaultdict(collections.Counter)
turn = 0

# Of all the years that a moment may have, few fit a TIMESTAMP: half of the moments are of those.
EARLY, LATE = datetime.datetime(1971, 1, 1), datetime.datetime(2037, 1, 1)
moments = st.datetimes(min_value=EARLY, max_value=LATE) | st.datetimes()
schemathesis.openapi.format("date-time", moments.map(lambda it: it.isoformat() + "Z"))


def text(value):
    """A member of a key as a path has it."""
    if isinstance(value, bool):
        return str(value).lower()
    return ",".join(value) if isinstance(value, list) else value


def rows_of(collection):
    """The rows that are known; those of the first page at first."""
    if collection not in known:
        answer = requests.get(URL + collection, timeout=30)
        rows = answer.json()["data"] if answer.status_code == 200 else []
        known[collection] = collections.deque(rows, maxlen=MANY)
    return known[collection]


def is_there(collection, row):
    key = COLLECTIONS[collection]["key"]
    segments = [quote(str(text(row[member])), safe="") for _, member in key]
    return requests.get("/".join([URL + collection, *segments]), timeout=30).status_code == 200


def some_row(collection):
    """A row that is there, since rows go with those that they refer to; a new one where there is none."""
    for _ in range(TRIES):
        rows = rows_of(collection)
        if not rows:
            break
        row = rows[turn % len(rows)]
        if not COLLECTIONS[collection]["key"] or is_there(collection, row):
            return row
        rows.remove(row)
    known.pop(collection, None)
    rows = rows_of(collection)
    return rows[-1] if rows else new_row(collection)


def new_row(collection):
    """A row like one that was made before, to which none refers."""
    global turn
    for _ in range(TRIES if collection in made else 0):
        turn += 1
        body, row = made[collection]
        body = dict(body)
        fit(body, collection)
        # Numbers that the database gives may be used up.
        for member in COLLECTIONS[collection]["numbers"]:
            body[member] = like(row[member], turn % 120 + 2)
        answer = requests.post(URL + collection, json=body, timeout=30)
        if answer.status_code == 201:
            return answer.json()["data"]
    return None


def collection_of(path):
    """The collection that a path is of, or below."""
    fitting = [it for it in COLLECTIONS if path == it or path.startswith(it + "/")]
    return max(fitting, key=len, default=None)


def fit(body, collection):
    """Lets foreign keys that are not null lead to rows that are there, and texts that are unique be new."""
    about = COLLECTIONS[collection]
    for member, length in about["unique"].items():
        if isinstance(body.get(member), str):
            body[member] = f"{turn:x}"[-length:]
    for relation in about["relations"]:
        members = relation["members"]
        if all(body.get(member) is not None for member in members):
            row = some_row(relation["collection"])
            if row and all(other in row for other in members.values()):
                body.update({member: like(body[member], row[other]) for member, other in members.items()})


def like(value, other):
    """Another value in the form of the first: 64-bit integers may be text in one resource and numbers in another."""
    if isinstance(value, int) and isinstance(other, str):
        return int(other)
    return str(other) if isinstance(value, str) and isinstance(other, int) else other


@schemathesis.hook
def before_call(context, case, **kwargs):
    global turn
    if case.meta is None or not case.meta.generation.mode.is_positive:
        return
    collection = collection_of(case.path)
    with lock:
        turn += 1
        if collection is None:
            return
        # What a link gave stays, and a row that is not there is asked for at times.
        if case.path_parameters and turn % 4 and case.meta.phase.name.value != "stateful":
            row = case.method == "DELETE" and new_row(collection) or some_row(collection)
            for name, member in COLLECTIONS[collection]["key"]:
                if row and name in case.path_parameters:
                    case.path_parameters[name] = text(row[member])
        # The row itself, not what a custom endpoint takes.
        if isinstance(case.body, dict) and case.path.count("/") <= collection.count("/") + len(COLLECTIONS[collection]["key"]):
            if turn % 2:
                fit(case.body, collection)


@schemathesis.hook
def after_call(context, case, response):
    if case.method != case.operation.method.upper():
        return
    with lock:
        statuses[case.operation.label][response.status_code] += 1
        collection = collection_of(case.path)
        if collection is None:
            return
        if response.status_code == 201 and case.path == collection:
            row = response.json()["data"]
            rows_of(collection).append(row)
            made[collection] = (case.body, row)


@schemathesis.hook
def filter_failure(context, failure, case, response):
    kind = type(failure).__name__
    if kind == "RejectedPositiveData" and response.status_code in (400, 422):
        # A link that schemathesis inferred may lead from a null.
        if "None" in map(str, case.path_parameters.values()):
            return False
        faults = response.json().get("errors", [])
        return not faults or not all(is_forgiven(fault, case) for fault in faults)
    if kind == "AcceptedNegativeData" and isinstance(case.body, dict):
        return not sends_digits_as_numbers(case, failure)
    return True


def is_forgiven(fault, case):
    if fault["code"] in FORGIVEN or (fault.get("parameter"), fault["code"]) in FORGIVEN_PARAMETERS:
        return True
    return fault["message"].startswith(FORGIVEN_MESSAGES) or lacks_characters(fault, case)


def lacks_characters(fault, case):
    """Whether a column's character set, such as latin1 or GBK, may lack characters of the text: no pattern says which."""
    if fault["code"] != "type" or not isinstance(case.body, dict):
        return False
    member = fault.get("pointer", "/")[1:].replace("~1", "/").replace("~0", "~")
    value = case.body.get(member)
    return isinstance(value, str) and not value.isascii()


def sends_digits_as_numbers(case, failure):
    """Whether all that is wrong is a number for a text of digits: it is taken, digit by digit, and the document promises the
    text alone, since OpenAPI cannot say how many digits a number has."""
    schemas = case.operation.schema.raw_schema["components"]["schemas"]
    content = case.operation.definition.raw["requestBody"]["content"]["application/json"]
    members = schemas[content["schema"]["$ref"].rsplit("/", 1)[1]]["properties"]
    digits = [name for name, it in members.items() if it.get("format") == "decimal" or it.get("pattern", "").startswith("^(0|")]
    sent = [name for name in digits if type(case.body.get(name)) in (int, float)]
    return any(f"{name}: Incorrect type" in failure.message or f"`{name}`" in failure.message for name in sent)


@atexit.register
def write_statuses():
    with open(os.environ["DOCUMENT_STATUSES"], "w", encoding="utf-8") as file:
        json.dump(statuses, file, indent=1, sort_keys=True)
