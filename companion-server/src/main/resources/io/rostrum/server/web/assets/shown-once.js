// What is shown once and copied by a button; and questions before something ends.

import { element } from "./session.js";

export function when(text) {
  return new Date(text).toLocaleString(undefined, { dateStyle: "medium", timeStyle: "short" });
}

/** Lets a button copy a text, or select it where the browser does not let pages copy (plain HTTP). */
export function copies(button, text, shown) {
  const words = button.dataset.words ?? button.textContent;
  button.dataset.words = words;
  button.textContent = words;
  button.onclick = async () => {
    try {
      await navigator.clipboard.writeText(text);
      button.textContent = "Copied";
    } catch {
      getSelection().selectAllChildren(shown);
      button.textContent = "Selected: press Ctrl+C";
    }
  };
}

export function button(words, name, act) {
  const made = element("button", "button", words);
  made.type = "button";
  made.setAttribute("aria-label", `${words}: ${name}`);
  made.onclick = act;
  return made;
}

/** Asks once, in the row itself; answers are [words, act], the last one keeps everything as it is. */
export function ask(row, words, answers) {
  row.querySelector(".question")?.remove();
  const question = element("div", "question");
  question.setAttribute("role", "group");
  question.setAttribute("aria-label", words);
  const acts = element("div", "acts");
  const close = () => question.remove();
  for (const [answer, act] of [...answers, ["Keep it as it is", close]]) {
    const made = element("button", "button", answer);
    made.type = "button";
    made.onclick = act;
    acts.append(made);
  }
  question.append(element("p", "", words), acts);
  row.append(question);
  acts.lastChild.focus();
}
