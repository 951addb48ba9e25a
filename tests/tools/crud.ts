// A client that openapi-typescript made, in use: its types are those of the document, and wrong ones do not compile.
//   node crud.js URL
import createClient from "openapi-fetch";
import type { components, paths } from "./api";

const url = process.argv[2];
if (!url) throw new Error("usage: node crud.js URL");
// Lists are CSV and NDJSON, too, for those who ask for it.
const client = createClient<paths, "application/json" | "application/problem+json">({ baseUrl: url });

function expect(condition: boolean, what: unknown): asserts condition {
  if (!condition) throw new Error(JSON.stringify(what));
}

const country: components["schemas"]["CountryCreate"] = { code: "NZ", name: "New Zealand", vat_rate: "15.00" };
await client.POST("/api/v1/countries", { body: country });

const created = await client.POST("/api/v1/customers", {
  body: { email: `ts-${process.pid}@example.org`, password_hash: "x", full_name: "Tui", country_code: "NZ", interests: ["tea"] },
});
expect(created.response.status === 201 && created.data !== undefined, created.error);
const { id, tier } = created.data.data;
const known: "bronze" | "silver" | "gold" = tier;
expect(known === "bronze", tier);

const path = { params: { path: { id } } };
const read = await client.GET("/api/v1/customers/{id}", path);
expect(read.data?.data.full_name === "Tui", read);
const changed = await client.PATCH("/api/v1/customers/{id}", { ...path, body: { tier: "gold" } });
expect(changed.data?.data.tier === "gold", changed);
const listed = await client.GET("/api/v1/customers", { params: { query: { tier: "gold", ordering: ["-id"], limit: 1 } } });
expect(listed.data?.data[0]?.id === id && listed.data.page.limit === 1, listed);

// @ts-expect-error there is no such tier
const refused = await client.PATCH("/api/v1/customers/{id}", { ...path, body: { tier: "lead" } });
expect(refused.error?.status === 422 && refused.error.errors?.[0]?.pointer === "/tier", refused);

const deleted = await client.DELETE("/api/v1/customers/{id}", path);
expect(deleted.response.status === 204, deleted);
const gone = await client.GET("/api/v1/customers/{id}", path);
expect(gone.error?.code === "not_found", gone);
console.log("created, read, changed, listed, refused and deleted");
