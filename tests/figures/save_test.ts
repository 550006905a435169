import assert from "node:assert/strict";
import { UsageError } from "../../src/errors.ts";
import "../../src/files/provide.ts";
import { FIGURES } from "./samples.ts";

Deno.test("a figure is saved in the format that the file's name ends with", async () => {
  const folder = await Deno.makeTempDir();
  try {
    const figure = FIGURES["dead_neurons"]!();
    for (const name of ["a.png", "B.PNG", "a.svg", "new/folder/a.pdf"]) {
      await figure.save(`${folder}/${name}`, 50);
    }
    assert.deepEqual(
      new Uint8Array(await Deno.readFile(`${folder}/a.png`)),
      await figure.toPng(50),
    );
    assert.deepEqual(
      await Deno.readFile(`${folder}/B.PNG`),
      await Deno.readFile(`${folder}/a.png`),
    );
    assert.equal(await Deno.readTextFile(`${folder}/a.svg`), await figure.toSvg());
    assert.deepEqual(await Deno.readFile(`${folder}/new/folder/a.pdf`), await figure.toPdf());
    for (const name of ["a.jpg", "a", "png"]) {
      await assert.rejects(figure.save(`${folder}/${name}`), (error) => {
        assert.ok(error instanceof UsageError);
        assert.match(error.message, /\.png, \.svg or \.pdf/);
        return true;
      });
    }
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});
