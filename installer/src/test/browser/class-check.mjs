// A class: a teacher makes it with a text to accept and a link; a student comes in by that, waits, raises a hand, asks, and answers a poll
// and a quiz, of which another student learns nothing.

const STREAM = "physics-1b";

/**
 * @param teacher a page of somebody who has signed in and may make classes
 * @param somebody makes a page of another browser
 */
export async function checkClass({ base, teacher, somebody, judge, expect }) {
  await teacher.goto(`${base}admin/classes`);
  await teacher.waitForSelector(".nothing:not([hidden])");
  await teacher.fill("#stream", STREAM);
  await teacher.click(".new [type=submit]");
  await teacher.waitForURL(/class\/physics-1b$/);
  await teacher.waitForSelector(".lead-grid:not([hidden])");
  await teacher.fill("#consent", "This class is recorded.\nOnly its people see the recording.");
  await teacher.click(".rules [type=submit]");
  await teacher.fill("#link-uses", "2");
  await teacher.click(".new-link [type=submit]");
  await teacher.waitForSelector(".made:not([hidden])");
  const link = await teacher.locator(".made-link").innerText();

  const enter = async (name) => {
    const page = await somebody();
    await page.goto(link);
    await page.waitForSelector(".with-name:not([hidden])");
    expect(!page.url().includes("#"), "the link's code stays in the address bar");
    if (name.length > 20) await judge(page, "class-join");
    await page.fill("#name", name);
    await page.click("[type=submit]");
    await page.waitForSelector('.class[data-standing="consent"]');
    return page;
  };
  const student = await enter("Zoë <b>of the evening class</b> with a name that does not end");
  await judge(student, "class-consent");
  await student.getByRole("button", { name: "I agree and enter" }).click();
  await student.waitForSelector('.class[data-standing="early"]');
  await teacher.click(".begin");
  await student.waitForSelector('.class[data-standing="waiting"]');
  const other = await enter("Tom");
  await other.getByRole("button", { name: "I agree and enter" }).click();
  await teacher.waitForSelector(".waiting-rows li:nth-child(2)");
  await teacher.click(".admit-all");
  await student.waitForSelector('.class[data-standing="in"]');
  await other.waitForSelector('.class[data-standing="in"]');

  await student.getByRole("button", { name: "Raise hand" }).click();
  await teacher.waitForSelector(".hand-rows li");
  await student.fill("#ask-text", "Why is <img src=x onerror=alert(1)> the sky dark at night?");
  await student.press("#ask-text", "Enter");
  await other.locator(".vote").click();
  await other.locator('.vote[aria-pressed="true"]').waitFor();
  await teacher.locator(".question-rows .votes", { hasText: "1" }).waitFor();

  await teacher.click(".new-poll");
  await teacher.fill(".item-text", "How fast shall we go?");
  await teacher.fill(".option-text >> nth=0", "Faster");
  await teacher.fill(".option-text >> nth=1", "Slower, with more examples on the board, please");
  await teacher.click(".composer [type=submit]");
  await teacher.getByRole("button", { name: /^Open: How fast/ }).click();
  await student.getByLabel("Faster").check();
  await student.getByRole("button", { name: "Send answer" }).click();
  await student.getByRole("button", { name: "Change my answer" }).waitFor();
  await teacher.locator(".poll", { hasText: "1 of 2 answered" }).waitFor();
  expect((await other.locator(".class-polls").innerText()).includes("%") === false, "a student sees results that are not published");

  await teacher.click(".new-quiz");
  await teacher.fill(".composer-field input >> nth=0", "Orbits");
  await teacher.fill(".item-text", "What holds the moon?");
  await teacher.fill(".option-text >> nth=0", "Gravity");
  await teacher.fill(".option-text >> nth=1", "A string");
  await teacher.check(".option-right >> nth=0");
  await judge(teacher, "class-lead-composer");
  await teacher.click(".composer [type=submit]");
  await teacher.getByRole("button", { name: /^Open: Orbits/ }).click();
  await student.getByLabel("Gravity").check();
  await judge(student, "class-quiz");
  await student.locator(".poll", { hasText: "Orbits" }).getByRole("button", { name: "Send answer" }).click();
  await other.getByLabel("A string").check();
  await other.locator(".poll", { hasText: "Orbits" }).getByRole("button", { name: "Send answer" }).click();
  await teacher.locator(".poll", { hasText: "Orbits" }).locator("text=2 of 2 answered").waitFor();
  await teacher.getByRole("button", { name: /^Close: Orbits/ }).click();
  await teacher.getByRole("button", { name: /^Show results: Orbits/ }).click();
  await student.locator("text=You have 1 of 1 right.").waitFor();
  await other.locator("text=You have 0 of 1 right.").waitFor();
  await teacher.getByRole("button", { name: /^By student: Orbits/ }).click();
  await teacher.locator(".marks td", { hasText: "1 of 1" }).waitFor();
  await teacher.getByRole("button", { name: /^Show: attendance/ }).click();
  await teacher.locator(".lesson .marks td", { hasText: "Tom" }).waitFor();
  await judge(teacher, "class-lead");

  await other.close();
  await teacher.locator(".people-rows li", { hasText: "Tom" }).locator("text=Left").waitFor();
  await teacher.click(".end");
  await teacher.getByRole("button", { name: "End class", exact: true }).click();
  await student.waitForSelector('.class[data-standing="early"]');
  await student.getByText("The class is over").waitFor();
  await student.context().close();
}
