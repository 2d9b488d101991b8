// One tab listens for all: a browser gives a server few connections, and a stream keeps one for itself.

// Calls `heard` with each state; `lost` when nobody is there any more, `found` when there is again.
function hear(heard, lost, found) {
  const tabs = new BroadcastChannel(location.pathname);
  const told = { heard, lost, found };
  let latest = null;
  const tell = (word, state) => { tabs.postMessage([word, state]); told[word](state); };
  tabs.onmessage = ({ data: [word, state] }) => {
    if (word !== "asked") told[word](state);
    else if (latest !== null) tabs.postMessage(["heard", latest]);
  };
  tabs.postMessage(["asked"]);
  navigator.locks.request(location.pathname, () => new Promise(() => { // until this tab is closed
    const events = new EventSource("events");
    events.onmessage = ({ data }) => { latest = JSON.parse(data).state; tell("heard", latest); };
    events.onerror = () => tell("lost");
    events.onopen = () => tell("found");
  }));
}
