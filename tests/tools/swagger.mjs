// Drives the page at /docs in Chromium, with no network but this machine: creates a row, and finds it in a list.
//   node swagger.mjs URL SCREENSHOT
import puppeteer from "puppeteer-core";

const [url, screenshot] = process.argv.slice(2);
const tag = "settings";
const name = `colour-${process.pid}`;

const browser = await puppeteer.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    // No name leads anywhere: what the page needs it must have from the service.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
  ],
});
try {
  const page = await browser.newPage();
  await page.setViewport({ width: 1000, height: 1000 });
  const outside = [];
  const failed = [];
  page.on("request", (request) => {
    if (!request.url().startsWith(url) && !request.url().startsWith("data:")) outside.push(request.url());
  });
  page.on("pageerror", (error) => failed.push(String(error)));
  page.on("response", (response) => {
    // Browsers ask for a picture that no page names.
    const isPicture = response.url().endsWith("/favicon.ico");
    if (response.status() >= 400 && !isPicture) failed.push(`${response.status()} ${response.url()}`);
  });
  await page.goto(`${url}/docs`, { waitUntil: "networkidle0" });

  // The page writes the point of an id with a backslash.
  const blockOf = (operation) => `[id="operations-${tag}-${tag}\\\\.${operation}"]`;
  // An operation, tried out: the status and the body that the page shows.
  const execute = async (operation, body) => {
    const block = await page.waitForSelector(blockOf(operation));
    await (await block.$(".opblock-summary-control")).click();
    const start = await block.waitForSelector(".try-out__btn");
    await start.click();
    if (body) {
      const area = await block.waitForSelector("textarea.body-param__text");
      await area.evaluate((element) => element.select());
      await area.type(JSON.stringify(body));
    }
    await (await block.waitForSelector(".btn.execute")).click();
    const status = await block.waitForSelector(".live-responses-table tbody .response-col_status");
    const text = await block.waitForSelector(".live-responses-table tbody .highlight-code code");
    return [
      parseInt(await status.evaluate((element) => element.textContent), 10),
      await text.evaluate((element) => element.textContent),
    ];
  };

  const [created, row] = await execute("create", { name, value: "green" });
  const [listed, rows] = await execute("list");
  const seen = { created, row: row.includes(name), listed, rows: rows.includes(name), outside, failed };
  const block = await page.$(blockOf("create"));
  await block.evaluate((element) => element.scrollIntoView());
  await page.screenshot({ path: screenshot });
  console.log(JSON.stringify(seen));
} finally {
  await browser.close();
}
