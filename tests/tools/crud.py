"""A client that openapi-python-client made, in use.

python crud.py URL
"""

import os
import sys

from shop_api_client import Client
from shop_api_client.api.countries import countries_create
from shop_api_client.api.customers import (
    customers_create,
    customers_delete,
    customers_get,
    customers_list,
    customers_update,
)
from shop_api_client.models import CountryCreate, CustomerCreate, CustomerUpdate, Problem

client = Client(base_url=sys.argv[1])

country = CountryCreate(code="PY", name="Paraguay", vat_rate="10.00")
countries_create.sync_detailed(client=client, body=country)

email = f"py-{os.getpid()}@example.org"
new = CustomerCreate(email=email, password_hash="x", full_name="Pía", country_code="PY")
created = customers_create.sync_detailed(client=client, body=new)
assert created.status_code == 201, created
key = created.parsed.data.id

read = customers_get.sync(key, client=client)
assert read.data.full_name == "Pía", read
changed = customers_update.sync(key, client=client, body=CustomerUpdate.from_dict({"tier": "gold"}))
assert changed.data.tier == "gold", changed
listed = customers_list.sync(client=client, email=email)
assert [row.id for row in listed.data] == [key], listed

refused = customers_create.sync(client=client, body=new)
assert isinstance(refused, Problem) and refused.code == "duplicate", refused

assert customers_delete.sync_detailed(key, client=client).status_code == 204
gone = customers_get.sync(key, client=client)
assert isinstance(gone, Problem) and gone.code == "not_found", gone
print("created, read, changed, listed, refused and deleted")
