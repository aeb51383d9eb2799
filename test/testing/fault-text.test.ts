import { parseFault } from "../../src/testing/emulator/fault-text";
import { failure } from "../_support/failure";

test.each<[string, object]>([
  ["refuse", { kind: "refuse" }],
  ["error,code=Throttling.User,times=2,every=3", { kind: "error", code: "Throttling.User", times: 2, every: 3 }],
  ["slow,delayMs=500,workspace=cn-shanghai/1967", { kind: "slow", delayMs: 500, workspace: "cn-shanghai/1967" }],
  ["clock-skew,skewMs=-900000,times=always", { kind: "clock-skew", skewMs: -900000, times: "always" }],
  ["echo,pageSize=null", { kind: "echo", pageSize: null }],
  ['error,code=No,message="404"', { kind: "error", code: "No", message: "404" }],
  ["redirect,location=https://a.example/?x=1", { kind: "redirect", location: "https://a.example/?x=1" }],
  [' {"kind":"error","code":"No","message":"a, b"}', { kind: "error", code: "No", message: "a, b" }],
])("%s is a fault as people type it", (text, fault) => {
  expect(parseFault(text, "--fault")).toEqual(fault);
});

test.each([
  ["", "--fault.kind cannot be ''"],
  ["eror", "use one of refuse, error,"],
  ["error", "--fault.code is missing"],
  ["error,code", "has 'code' where a key=value belongs"],
  ["error,=x", "has '=x' where a key=value belongs"],
  ["error,code=No,cod=No", "did you mean 'code'?"],
  ["error,code=No,code=Yes", "says code twice"],
  ["error,kind=slow", "says kind twice"],
  ["slow,delayMs=500ms", "--fault.delayMs cannot be '500ms'"],
  ["slow,delayMs=5,times=0", "count from 1"],
  ["html,workspace=shanghai/1967", "for example cn-shanghai/1967"],
  ["error,__proto__=1,code=No", "has no '__proto__'"],
  ["{kind:1}", "is no JSON"],
  ["[]", "use one of refuse, error,"],
])("%j is refused with what would be right", (text, says) => {
  const { code, message } = failure(() => parseFault(text, "--fault"));

  expect(code).toBe("InvalidArgument");
  expect(message).toContain(says);
});
