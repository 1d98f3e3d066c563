//! Money in prose: what a mule does, a job that needs nothing but an account, a deposit that is to come back.
//!
//! Whoever says it and in whatever words, these arrangements have parts that no honest employment has.

use crate::text::words;

/// Whether a sentence describes a money mule's work: to take in other people's money on an account and pass it on,
/// whoever its subject is ("the manager receives …"). All four parts must be there.
pub(super) fn mule(folded: &str) -> bool {
    const TAKE: [&str; 16] = [
        "receiv*", "accept*", "collect*", "take in", "taking in", "get", "gets", "admission", "arrive*", "land*",
        "deposited", "받아", "받으", "받은", "입금되", "들어오",
    ];
    const FUNDS: [&str; 14] = [
        "fund", "funds", "money", "payment*", "transfer*", "remittance*", "cheque*", "check", "checks", "wire*",
        "대금", "자금", "돈", "급여",
    ];
    const ACCOUNT: [&str; 9] = [
        "bank account", "your account", "personal account", "own account", "his account", "her account",
        "checking account", "계좌", "통장",
    ];
    const ONWARD: [&str; 22] = [
        "forward*", "remit*", "send on", "sends it on", "pass on", "passes it on", "pass it on", "onward*", "resend*",
        "cashing", "withdraw*", "western union", "moneygram", "usdt", "bitcoin", "send it to", "send the rest",
        "보내시면", "보내 주시면", "송금", "전달하", "이체해",
    ];
    // The rarest first.
    [&ACCOUNT[..], &ONWARD[..], &FUNDS[..], &TAKE[..]].iter().all(|part| words::any(folded, part))
}

/// Whether to have a bank account is what qualifies the reader: "if you have a bank account or can open one, we need
/// you". Employers ask for an account to pay wages into, after they have hired.
pub(super) fn only_an_account(folded: &str) -> bool {
    const ACCOUNT: [&str; 5] = ["bank account*", "checking account*", "current account", "통장", "계좌"];
    const QUALIFIES: [&str; 20] = [
        "if you have", "if you own", "must have", "anyone with", "anybody with", "all you need", "all we need",
        "all we demand", "only need", "open a new one", "open new", "can open", "could open", "having a", "owner of",
        "만 있으면", "만 있으시면", "있으신 분", "보유하신 분", "갖고 계신 분",
    ];
    const WAGES: [&str; 14] = [
        "salary", "wage*", "payroll", "paycheck*", "pay stub*", "payslip*", "direct deposit", "reimburs*", "expenses",
        "급여", "월급", "봉급", "임금", "환급",
    ];
    const WORK: [&str; 24] = [
        "need you", "we need", "you need", "demand", "income", "earn*", "position*", "vacanc*", "job", "jobs", "work",
        "manager*", "agent*", "candidate*", "applicant*", "person", "people", "알바", "일자리", "재택", "수당", "시작",
        "가능", "누구나",
    ];
    [&ACCOUNT[..], &QUALIFIES[..], &WORK[..]].iter().all(|part| words::any(folded, part)) && !words::any(folded, &WAGES)
}

/// Whether the reader is to put money in so that more, or what is held back, comes out: "top up 16 points and the
/// withdrawal is released", "the principal comes back with 12 %".
pub(super) fn deposit(folded: &str) -> bool {
    const IN: [&str; 25] = [
        "top up", "topping up", "top-up", "recharge*", "put in", "pay in", "paying in", "add funds", "deposit",
        "deposits", "clear the balance", "clear your balance", "충전하", "충전해", "입금하시", "입금해", "입금하셔",
        "넣어두", "넣어 두", "넣으시", "넣으셔", "채우시", "채워주", "예치하", "선입금",
    ];
    const OUT: [&str; 22] = [
        "withdraw*", "cash out", "unlock*", "unfreeze*", "unfrozen", "released to you", "principal", "with commission",
        "plus commission", "with profit", "comes back with", "returned with", "원금", "출금", "풀려", "풀리", "돌아와",
        "돌아옵니다", "해제돼", "해제됩니다", "수익이", "돌려받",
    ];
    const READER: [&str; 9] = ["you", "your", "시면", "셔야", "세요", "시고", "시는", "주시", "십시오"];
    [&IN[..], &OUT[..], &READER[..]].iter().all(|part| words::any(folded, part))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mules_work_is_told_from_wages() {
        assert!(mule("the manager receives funds on his bank account and remits them to our office"));
        assert!(mule("고객 대금을 받아 계좌에서 지정된 곳으로 송금해 주시면 됩니다"));
        assert!(!mule("your wages are paid into your bank account on the last friday"));
        assert!(!mule("please send the payment to our bank account and forward the receipt"));
    }

    #[test]
    fn an_account_that_qualifies_is_told_from_one_for_wages() {
        assert!(only_an_account("all we need is a person with honesty and a bank account"));
        assert!(only_an_account("본인 명의 통장만 있으면 바로 시작하실 수 있습니다"));
        assert!(!only_an_account("you must have a uk bank account for your salary to be paid into"));
        assert!(!only_an_account("첫 급여를 받으실 계좌만 있으면 됩니다"));
    }

    #[test]
    fn a_deposit_that_is_to_come_back() {
        assert!(deposit("once you top up the difference the withdrawal opens again"));
        assert!(deposit("예약금 넣어두시면 원금이랑 12% 같이 돌아와요"));
        assert!(!deposit("you can withdraw your application at any time"));
        assert!(!deposit("교통카드 충전은 안내 데스크에서 하시면 됩니다"));
    }
}
