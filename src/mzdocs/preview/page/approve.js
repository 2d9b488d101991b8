// 签样: what was looked at is ticked, in this window alone; it is signed only after a yes, and only what was seen.

const SIGN_WORDS = {
  zh: {
    head: "签样", seen: "已看过这一份", by: "签样人", on: "日期", yes: "是，签样", no: "不签",
    effect: "写进签样登记（data/approvals），连同由它们做成的文件。以后成品一有改动，签样就作废，要重签。",
    approve: (n) => (n ? `签样：看过的 ${n} 份…` : "签样（先打勾看过的）"), ask: (n) => `看过的 ${n} 份，同意照此制作？`,
    open: "还没有签样。", approved: (by, on) => `已签样：${by}，${on}。`, void: (by, on) => `${by} ${on} 签样后有改动，须重签。`,
    differs: "这里的和成品文件夹里的不是同一份：先运行 mzdocs build，或者看“上次成品”，再打勾。",
    none: "成品文件夹里没有这一份，或者它不签样（档案，以及由别的文件做成的）。", done: (n) => `签了 ${n} 个文件。`, failed: "没有签成：写上姓名和日期，再试一次。",
  },
  en: {
    head: "Approve", seen: "I have looked at this one", by: "Who approves", on: "Day", yes: "Yes, approve", no: "No",
    effect: "This is entered in data/approvals, with what is made of them. It is void as soon as one of them is another.",
    approve: (n) => (n ? `Approve the ${n} looked at…` : "Approve (tick what was looked at)"), ask: (n) => `Approve the ${n} you have looked at?`,
    open: "Not approved yet.", approved: (by, on) => `Approved by ${by}, ${on}.`, void: (by, on) => `Another since ${by} approved it on ${on}: to be approved again.`,
    differs: "This is not what lies in the output folder: run mzdocs build, or look at it as delivered, then tick it.",
    none: "There is none in the output folder, or it is not approved (the archive, and what is made of another file).",
    done: (n) => `${n} files approved.`, failed: "Nothing was approved: give a name and a day, and try again.",
  },
};
let signable = []; // what lies delivered of the station that is shown
let shownSum = ""; // of the bytes whose pages are on the screen
let signShown = 0; // counts what was shown: an answer about an older one is dropped

const signWords = () => SIGN_WORDS[stations.language] ?? SIGN_WORDS.zh;

// What was ticked: station -> set and name -> SHA-256 of the bytes that were seen.
const ticked = () => JSON.parse(sessionStorage.getItem("seen") ?? "{}")[shown.slug] ?? {};
function keepTicked(next) {
  sessionStorage.setItem("seen", JSON.stringify({ ...JSON.parse(sessionStorage.getItem("seen") ?? "{}"), [shown.slug]: next }));
}

async function renewApproval() {
  const asked = ++signShown;
  const slug = shown.slug;
  const found = await ask("approvals", slug).catch(() => ({}));
  if (asked !== signShown || slug !== shown.slug) return;
  signable = found.files ?? [];
  const sums = Object.fromEntries(signable.map((each) => [each.path, each.sha256]));
  keepTicked(Object.fromEntries(Object.entries(ticked()).filter(([path, sum]) => sums[path] === sum)));
  showApproval((found.problems ?? []).map(problemOf));
}

const signedHere = () => signable.find((each) => each.file === shown.file && each.kind === shown.kind);

function showApproval(problems) {
  const own = signWords();
  for (const each of document.querySelectorAll("[data-sign]")) each.textContent = own[each.dataset.sign];
  const here = signedHere();
  const same = here?.sha256 === shownSum;
  const state = !here ? own.none : here.state === "open" ? own.open : own[here.state](here.by, here.on);
  $("approval-state").replaceChildren(same || !here ? state : `${state}${own.differs}`, ...problems);
  $("approval-state").className = here?.state ?? "";
  $("seen").disabled = !same || here.state === "approved";
  $("seen").checked = same && ticked()[here.path] === shownSum;
  const count = Object.keys(ticked()).length;
  $("approve").textContent = own.approve(count);
  $("approve").disabled = !count;
  $("approval").hidden = false;
}

function tick() {
  const next = ticked();
  const here = signedHere();
  if ($("seen").checked) next[here.path] = shownSum;
  else delete next[here.path];
  keepTicked(next);
  $("approval-told").textContent = "";
  showApproval([]);
}

function askToApprove() {
  const paths = Object.keys(ticked());
  const now = new Date();
  $("approval-question").textContent = signWords().ask(paths.length);
  $("approval-files").replaceChildren(...paths.map((path) => element("li", { textContent: short(signable.find((each) => each.path === path).title) })));
  $("approval-on").value ||= new Date(now - now.getTimezoneOffset() * 60000).toISOString().slice(0, 10);
  $("approval-refused").replaceChildren();
  $("approval-ask").showModal();
  $("approval-by").focus();
}

async function approveSeen() {
  const told = { station: shown.slug, by: $("approval-by").value, on: $("approval-on").value, files: ticked() };
  const answer = await fetch("approve", { method: "POST", body: JSON.stringify(told) }).catch(() => null);
  const found = answer?.headers.get("Content-Type") === "application/json" ? await answer.json() : {};
  if (!found.approved) {
    $("approval-refused").replaceChildren(...(found.problems ?? []).map(problemOf), ...(found.problems ? [] : [signWords().failed]));
    return;
  }
  keepTicked({});
  $("approval-ask").close();
  $("approval-told").textContent = signWords().done(found.approved);
  await renewApproval();
}

if (!exported) {
  $("seen").addEventListener("change", tick);
  $("approve").addEventListener("click", askToApprove);
  $("approval-form").addEventListener("submit", (event) => { event.preventDefault(); approveSeen(); });
  $("approval-no").addEventListener("click", () => $("approval-ask").close());
  addEventListener("hashchange", () => { $("approval").hidden = true; $("approval-told").textContent = ""; });
  addEventListener("focus", () => shownSum && renewApproval());
  addEventListener("shown", (event) => { shownSum = event.detail.sha256 ?? ""; renewApproval(); });
}
