/* Keeps visited procedures and sheets on this device, to be read without a network. Every page works without. */
if ("serviceWorker" in navigator) { navigator.serviceWorker.register("/sw.js").catch(function () { /* private mode */ }); }
