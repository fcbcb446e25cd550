// The form in which a poll or a quiz is written.

import { element, fail } from "./session.js";

const MOST_OPTIONS = 10;
const MOST_ITEMS = 20;

export class Composer {
  /** @param made is given the poll; what it throws is shown */
  constructor(form, made) {
    this.form = form;
    this.ids = 0;
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      fail(form, null);
      try {
        await made(this.written());
        this.end();
      } catch (error) {
        fail(form, error);
      }
    });
  }

  /** @param kind poll or quiz */
  begin(kind) {
    this.kind = kind;
    const quiz = kind === "quiz";
    const failure = element("p", "failure");
    failure.setAttribute("role", "alert");
    failure.hidden = true;
    this.items = element("div", "composer-items");
    const acts = element("div", "acts");
    const save = element("button", "button primary", quiz ? "Save the quiz" : "Save the poll");
    save.type = "submit";
    const away = this.button("Discard", () => this.end());
    acts.append(save, away);
    this.form.replaceChildren(element("h3", "", quiz ? "New quiz" : "New poll"));
    if (quiz) {
      this.title = this.field("Title", 120);
      this.form.append(this.title.line);
    }
    this.form.append(this.items);
    if (quiz) {
      this.more = this.button("Add a question", () => this.addItem().focus());
      this.form.append(this.more);
    }
    this.form.append(failure, acts);
    this.form.hidden = false;
    const first = this.addItem();
    (quiz ? this.title.input : first).focus();
  }

  end() {
    this.form.hidden = true;
    this.form.replaceChildren();
  }

  button(words, work) {
    const made = element("button", "button", words);
    made.type = "button";
    made.onclick = work;
    return made;
  }

  field(words, most) {
    const line = element("div", "composer-field");
    const label = element("label", "", words);
    const input = Object.assign(element("input"), { id: `composer-${++this.ids}`, maxLength: most, autocomplete: "off" });
    label.htmlFor = input.id;
    line.append(label, input);
    return { line, input };
  }

  addItem() {
    const number = this.items.children.length + 1;
    const item = element("fieldset", "composer-item");
    if (this.kind === "quiz") item.append(element("legend", "", `Question ${number}`));
    const text = this.field("Question", 300);
    text.input.classList.add("item-text");
    const options = element("div", "composer-options");
    item.append(text.line, options);
    const several = element("label", "check");
    const box = Object.assign(element("input"), { type: "checkbox", className: "item-multiple" });
    several.append(box, " Several answers may be chosen");
    const more = this.button("Add an answer", () => this.addOption(item).focus());
    more.classList.add("more-options");
    const foot = element("div", "composer-foot");
    foot.append(more, several);
    item.append(foot);
    box.onchange = () => {
      for (const right of item.querySelectorAll(".option-right")) right.type = box.checked ? "checkbox" : "radio";
    };
    this.items.append(item);
    this.addOption(item);
    this.addOption(item);
    if (this.more) this.more.hidden = this.items.children.length >= MOST_ITEMS;
    return text.input;
  }

  addOption(item) {
    const options = item.querySelector(".composer-options");
    const number = options.children.length + 1;
    const line = element("div", "composer-option");
    const input = Object.assign(element("input"), { className: "option-text", maxLength: 120, autocomplete: "off", placeholder: `Answer ${number}` });
    input.setAttribute("aria-label", `Answer ${number}`);
    line.append(input);
    if (this.kind === "quiz") {
      const label = element("label", "check");
      const right = Object.assign(element("input"), {
        type: item.querySelector(".item-multiple").checked ? "checkbox" : "radio",
        name: item.querySelector(".item-text").id,
        className: "option-right",
      });
      right.setAttribute("aria-label", `Answer ${number} is right`);
      label.append(right, "right");
      line.append(label);
    }
    options.append(line);
    item.querySelector(".more-options").hidden = options.children.length >= MOST_OPTIONS;
    return input;
  }

  /** What is written, without answers that are empty. */
  written() {
    return {
      kind: this.kind,
      title: this.kind === "quiz" ? this.title.input.value : "",
      items: [...this.items.children].map((item) => {
        const lines = [...item.querySelectorAll(".composer-option")].filter((line) => line.querySelector(".option-text").value.trim());
        return {
          text: item.querySelector(".item-text").value,
          options: lines.map((line) => line.querySelector(".option-text").value),
          multiple: item.querySelector(".item-multiple").checked,
          right: lines.flatMap((line, i) => (line.querySelector(".option-right")?.checked ? [i] : [])),
        };
      }),
    };
  }

  /** The same as a poll that there is, to be opened once more. */
  copy(poll) {
    return {
      kind: poll.kind,
      title: poll.title,
      items: poll.items.map(({ text, options, multiple, right }) => ({ text, options, multiple, right: right ?? [] })),
    };
  }
}
