// A browser starts no worker from file://, and the search is one. Opened from the disk, run it in a hidden frame.
if (location.protocol === "file:") {
  // The search asks for this name to know where it runs.
  window.Worker = window.IFrameWorker = class extends EventTarget {
    constructor(url) {
      super()
      const frame = document.createElement("iframe")
      frame.hidden = true
      document.body.append(frame)
      this.ready = new Promise((resolve) => { frame.onload = () => resolve(frame.contentWindow) })
      window.addEventListener("message", (event) => {
        if (event.source === frame.contentWindow) {
          this.dispatchEvent(new MessageEvent("message", { data: event.data }))
        }
      })
      frame.srcdoc = `<body><script>
        postMessage = (message) => parent.postMessage(message, "*")
        importScripts = (...urls) => urls.reduce((before, url) => before.then(() => new Promise((resolve) => {
          const script = document.createElement("script")
          script.src = url
          script.onload = resolve
          document.body.append(script)
        })), Promise.resolve())
      </script><script src="${url}"></script></body>`
    }

    postMessage(data) {
      this.ready.then((frame) => frame.dispatchEvent(new frame.MessageEvent("message", { data })))
    }
  }
}
