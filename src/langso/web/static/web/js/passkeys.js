// Passkeys: a form that bears data-passkey asks the device first and then sends what it answered. Without this file the
// other ways of signing in remain. `webauthnJSON` is allauth's file, loaded before.
const failed = document.querySelector("#passkey-failed");
const given = document.querySelector("#passkey-data");
const { webauthnJSON } = window;

const ways = {
  async login(form) {
    const response = await fetch(form.action, { headers: { Accept: "application/json" } });
    if (!response.ok) throw new Error(response.statusText);
    return webauthnJSON.get((await response.json()).request_options);
  },
  async authenticate() {
    return webauthnJSON.get(JSON.parse(given.textContent).request_options);
  },
  async add(form) {
    const options = JSON.parse(given.textContent).creation_options;
    const alone = form.elements.passwordless.checked;
    const selection = options.publicKey.authenticatorSelection;
    selection.residentKey = alone ? "required" : "discouraged";
    selection.requireResidentKey = alone;
    if (alone) selection.userVerification = "required";
    return webauthnJSON.create(options);
  },
};

for (const form of document.querySelectorAll("form[data-passkey]")) {
  if (!window.PublicKeyCredential) form.hidden = true;
  form.addEventListener("submit", async (event) => {
    if (form.elements.credential.value) return;
    event.preventDefault();
    failed.hidden = true;
    try {
      form.elements.credential.value = JSON.stringify(await ways[form.dataset.passkey](form));
      form.submit();
    } catch {
      failed.hidden = false;
    }
  });
}
