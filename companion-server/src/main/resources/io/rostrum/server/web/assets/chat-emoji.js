// A small set of emoji to choose from, by mouse, touch and arrow keys.

const COLUMNS = 8;
const EMOJI = [
  ["🙂", "smile"], ["😀", "grin"], ["😂", "tears of joy"], ["😉", "wink"], ["😍", "heart eyes"], ["🤔", "thinking"], ["😮", "surprised"], ["😢", "crying"],
  ["😎", "sunglasses"], ["🥳", "party"], ["😴", "sleeping"], ["🙄", "rolling eyes"], ["😅", "sweat"], ["😡", "angry"], ["🤯", "mind blown"], ["🤝", "handshake"],
  ["👍", "thumbs up"], ["👎", "thumbs down"], ["👏", "clapping"], ["🙌", "raised hands"], ["👋", "waving"], ["✋", "raised hand"], ["🙏", "thanks"], ["💪", "strong"],
  ["❤️", "heart"], ["🔥", "fire"], ["🎉", "tada"], ["💯", "hundred"], ["✨", "sparkles"], ["⭐", "star"], ["🚀", "rocket"], ["👀", "eyes"],
  ["✅", "check"], ["❌", "cross"], ["❓", "question"], ["💡", "idea"], ["🎵", "music"], ["🎤", "microphone"], ["📚", "books"], ["☕", "coffee"],
];

export class EmojiPicker {
  /** @param text where what is chosen goes */
  constructor(picker, button, text) {
    Object.assign(this, { picker, button, text });
    picker.replaceChildren(
      ...EMOJI.map(([emoji, name], at) => {
        const choice = document.createElement("button");
        Object.assign(choice, { type: "button", textContent: emoji, title: name, tabIndex: at ? -1 : 0 });
        choice.setAttribute("aria-label", name);
        choice.addEventListener("click", () => this.choose(emoji));
        return choice;
      }),
    );
    button.addEventListener("click", () => (picker.hidden ? this.open() : this.close(true)));
    picker.addEventListener("keydown", (event) => this.move(event));
    document.addEventListener("pointerdown", (event) => {
      if (!picker.hidden && !picker.contains(event.target) && !button.contains(event.target)) this.close(false);
    });
  }

  open() {
    this.picker.hidden = false;
    this.button.setAttribute("aria-expanded", "true");
    this.picker.querySelector('[tabindex="0"]').focus();
  }

  close(returnFocus) {
    this.picker.hidden = true;
    this.button.setAttribute("aria-expanded", "false");
    if (returnFocus) this.button.focus();
  }

  choose(emoji) {
    const { text } = this;
    text.setRangeText(emoji, text.selectionStart, text.selectionEnd, "end");
    text.dispatchEvent(new Event("input"));
    this.close(false);
    text.focus();
  }

  move(event) {
    if (event.key === "Escape") this.close(true);
    const choices = [...this.picker.children];
    const at = choices.indexOf(document.activeElement);
    const to = {
      ArrowRight: at + 1,
      ArrowLeft: at - 1,
      ArrowDown: at + COLUMNS,
      ArrowUp: at - COLUMNS,
      Home: 0,
      End: choices.length - 1,
    }[event.key];
    if (to !== undefined) {
      const next = choices[(to + choices.length) % choices.length];
      choices[at].tabIndex = -1;
      next.tabIndex = 0;
      next.focus();
    } else if (event.key !== "Escape") {
      return;
    }
    event.preventDefault();
    event.stopPropagation();
  }
}
